/**
 * The rating page as a page of its own in a browser: the same screens as in the app, without Taro's runtime around them, so that it
 * opens at once on a weak network. `config/finish-h5.ts` bundles it and puts the stand-ins beside it in Taro's place.
 */
import { createRoot } from 'react-dom/client';
import '../app.css';
import { Around } from '../around.js';
import RatePage from '../pages/rate/index.js';
import { startPlatform } from '../platform.js';
import './page.css';

const place = document.getElementById('rate');
if (place !== null) {
  startPlatform();
  createRoot(place).render(
    <Around>
      <RatePage />
    </Around>,
  );
}
