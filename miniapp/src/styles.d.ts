/** Style sheets are imported for their effect. */
declare module '*.css';

/** What the citizen's page takes of it. */
declare module 'react-dom/client' {
  export const createRoot: (place: Element) => { render(page: unknown): void };
}

declare module '@tarojs/taro-h5/dist/api/media/image/previewImage.js';
