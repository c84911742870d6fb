/** QR codes as pictures and as sheets. What writes Word is loaded when the first sheet is asked for: it weighs more than the rest of the service. */
import type { Codes } from '../services.js';
import { codePicture } from './code-picture.js';

export const codes: Codes = {
  picture: codePicture,
  sheets: async (all) => (await import('./code-sheets.js')).codeSheets(all),
};
