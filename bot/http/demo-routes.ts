/** What exists only with `--demo`: other people's shoes, a clock to move, the end of the demo. */
import { z } from 'zod';
import { DemoCleared, DemoForward, DemoForwarded, DemoSignIn, DemoState } from '../../core/contract/demo.js';
import { Session } from '../../core/contract/session.js';
import { SamplePhotos } from '../../core/contract/upload.js';
import { Refusal } from '../../core/refusal.js';
import type { DemoControls } from '../demo/controls.js';
import { open, type Route } from './route.js';
import { sessionAnswer } from './session-routes.js';

export const demoRoutes = (demo: DemoControls): readonly Route[] => [
  open({
    method: 'get',
    path: '/api/demo',
    summary: 'World time, people, and the next thing to click',
    answer: DemoState,
    handle: () => demo.state(),
  }),
  open({
    method: 'post',
    path: '/api/demo/session',
    summary: 'Become one of the demo’s people',
    body: DemoSignIn,
    answer: Session,
    handle: async ({ services, body }) => sessionAnswer(services, await demo.signIn(body.personId)),
  }),
  open({
    method: 'post',
    path: '/api/demo/forward',
    summary: 'Move world time to the next day or the next message; every tick on the way runs',
    body: DemoForward,
    answer: DemoForwarded,
    handle: ({ body }) => demo.forward(body.to),
  }),
  open({
    method: 'post',
    path: '/api/demo/clear',
    summary: 'End the demo: its base is emptied and the service goes on as a normal one',
    body: z.strictObject({}),
    answer: DemoCleared,
    handle: () => demo.clear(),
  }),
  open({ method: 'get', path: '/api/demo/photos', summary: 'Sample photos', answer: SamplePhotos, handle: async () => demo.photos() }),
  open({
    method: 'get',
    path: '/api/demo/photos/:name',
    summary: 'One sample photo (JPEG)',
    handle: async ({ param, ctx }) => {
      const bytes = await demo.photo(param('name'));
      if (bytes === null) throw new Refusal('photo-not-found', '没有这张示例照片。', { kind: 'not-found' });
      ctx.type = 'image/jpeg';
      ctx.body = bytes;
    },
  }),
];
