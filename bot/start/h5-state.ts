/** How far the H5 is, as the page at `/` and the routes see it. Types only; `build-h5.ts` fills it in. */

/** `words` is one plain sentence (zh-CN) for the page at `/`. `percent` is 0–100. */
export type H5Progress =
  | { readonly state: 'ready'; readonly percent: 100; readonly words: string }
  | { readonly state: 'building'; readonly percent: number; readonly words: string }
  /** Taro is absent or the build failed; an older build may still be served. */
  | { readonly state: 'missing'; readonly percent: 0; readonly words: string };

export interface H5State {
  progress(): H5Progress;
  /** The folder with `index.html`, served below `/app/`. It exists once the state is `ready`. */
  readonly folder: string;
}
