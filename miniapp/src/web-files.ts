/** Files in a browser: smaller photos by canvas, kept in IndexedDB until they are uploaded, saved to disk. H5 only. */

import { withExifOf } from './exif-kept.js';

const LONGEST = 2000;
const SMALL_ENOUGH = 1_000_000;
const QUALITY = 0.85;
const BASE = 'duban';
const SHELF = 'photos';

export const blobAt = async (address: string): Promise<Blob> => (await fetch(address)).blob();

const asJpeg = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('canvas')) : resolve(blob)), 'image/jpeg', QUALITY);
  });

/**
 * At most 2000 px and JPEG 0.85, upright as the camera meant it, with its EXIF. What is small already stays as it is; what the browser cannot decode goes up unchanged, and the service says why it cannot take it.
 */
export async function smaller(blob: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null);
  if (bitmap === null) return blob;
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && blob.size <= SMALL_ENOUGH && (blob.type === 'image/jpeg' || blob.type === 'image/png')) return blob;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const brush = canvas.getContext('2d');
  if (brush === null) return blob;
  // A transparent PNG becomes JPEG: white behind it, not black.
  brush.fillStyle = 'white';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return withCameraWords(blob, await asJpeg(canvas));
}

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

const withCameraWords = async (original: Blob, made: Blob): Promise<Blob> =>
  new Blob([withExifOf(await bytesOf(original), await bytesOf(made)) as BlobPart], { type: made.type });

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });

async function shelf(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(BASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
  return (await answered(opening)).transaction(SHELF, mode).objectStore(SHELF);
}

export const keepBlob = async (key: string, blob: Blob): Promise<void> => {
  await answered((await shelf('readwrite')).put(blob, key));
};

export const keptBlob = async (key: string): Promise<Blob | null> => {
  const blob: unknown = await answered((await shelf('readonly')).get(key));
  return blob instanceof Blob ? blob : null;
};

export const dropBlob = async (key: string): Promise<void> => {
  await answered((await shelf('readwrite')).delete(key));
};

/** Whether the browser can show it as a picture. */
export async function isPicture(blob: Blob): Promise<boolean> {
  const bitmap = await createImageBitmap(blob).catch(() => null);
  bitmap?.close();
  return bitmap !== null;
}

/** Opens the browser's own file dialogue for one or many; empty when it was closed without a choice. */
export function askForFiles(accept: string): Promise<readonly File[]> {
  return askWith(accept, true);
}

/** Opens the browser's own file dialogue; null when it was closed without a choice. */
export const askForFile = async (accept: string): Promise<File | null> => (await askWith(accept, false))[0] ?? null;

function askWith(accept: string, isMultiple: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = isMultiple;
    input.style.display = 'none';
    const done = (files: readonly File[]) => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => done([...(input.files ?? [])]));
    input.addEventListener('cancel', () => done([]));
    document.body.append(input);
    input.click();
  });
}

/** The browser loads it by its address and keeps it under the name the service gives. */
export function loadFrom(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

export function saveAs(bytes: ArrayBuffer, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Our buttons are plain boxes with a role: Enter and Space press the one that has the focus. */
export function pressByKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target;
    if (!(target instanceof HTMLElement) || (event.key !== 'Enter' && event.key !== ' ')) return;
    const role = target.getAttribute('role');
    if (role !== 'button' && role !== 'link' && role !== 'switch') return;
    event.preventDefault();
    target.click();
  });
}
