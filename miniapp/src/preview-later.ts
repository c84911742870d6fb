/**
 * Taro's viewer of photos brings 150 KB of carousel along. `config/index.ts` puts this in its place, so that a browser loads the
 * viewer when the first photo is looked at.
 */
type Viewer = (options: { readonly urls: readonly string[]; readonly current?: string }) => Promise<unknown>;

export const previewImage: Viewer = (options) =>
  import('@tarojs/taro-h5/dist/api/media/image/previewImage.js').then((viewer: { readonly previewImage: Viewer }) => viewer.previewImage(options));
