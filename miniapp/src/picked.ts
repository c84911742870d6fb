/** What was picked for a report: photos and files told apart, and in words what could not be added. Needs no Taro. */

export type PickedKind = 'photo' | 'file';

export interface Picked {
  readonly path: string;
  readonly name: string;
  /** Absent: a photo. */
  readonly kind?: PickedKind;
  readonly bytes?: number;
}

const PHOTO = /\.(jpe?g|png|webp|heic|heif|avif|gif|bmp|tiff?)$/i;
const FILE = /\.(pdf|docx|xlsx)$/i;
/** The browser cannot show these; the service says what to do about them. */
const SAID_BY_SERVICE = /\.(heic|heif|avif|gif|tiff?)$/i;

/** What the browser's own dialogue offers. */
export const ACCEPTED = 'image/*,.pdf,.docx,.xlsx';
export const FILE_ENDINGS = ['pdf', 'docx', 'xlsx'];

/** By name, and by what the device says where the name says nothing; null: neither a photo nor a file that can be evidence. */
export function kindOfPicked(name: string, type = ''): PickedKind | null {
  if (FILE.test(name)) return 'file';
  if (PHOTO.test(name) || (type.startsWith('image/') && !/\.[a-z0-9]{2,5}$/i.test(name))) return 'photo';
  return null;
}

export const isSaidByService = (name: string): boolean => SAID_BY_SERVICE.test(name);

export interface LeftOut {
  /** Photos that nothing can open. */
  readonly broken: number;
  /** Neither photo nor file of a kind that counts. */
  readonly foreign: number;
  /** More than there is room for. */
  readonly beyond: number;
}

/** `已选的 1 张不受影响`: `chosen` counts what stands in the draft already. */
export function leftOutWords({ broken, foreign, beyond }: LeftOut, chosen: number, most: number): string | null {
  const parts = [
    ...(broken > 0 ? [`有 ${broken} 张照片打不开，没有添加。请换成 JPG 或 PNG 照片再选`] : []),
    ...(foreign > 0 ? [`有 ${foreign} 个文件不能作为佐证材料，没有添加。可以选 JPG、PNG 照片，PDF、Word（.docx）、Excel（.xlsx）文件`] : []),
    ...(beyond > 0 ? [`最多 ${most} 份，多选的 ${beyond} 份没有添加`] : []),
  ];
  if (parts.length === 0) return null;
  return `${parts.join('。')}${chosen === 0 ? '' : `；已选的 ${chosen} 份不受影响`}。`;
}

/** The same where only photos are taken, in a citizen's words. */
export function photosLeftOutWords({ broken, foreign, beyond }: LeftOut, most: number): string | null {
  const parts = [
    ...(broken > 0 ? [`有 ${broken} 张照片打不开，没有添加。请换一张`] : []),
    ...(foreign > 0 ? [`有 ${foreign} 个文件不是照片，没有添加`] : []),
    ...(beyond > 0 ? [`最多 ${most} 张，多选的 ${beyond} 张没有添加`] : []),
  ];
  return parts.length === 0 ? null : `${parts.join('。')}。`;
}

/** `420 KB`, `1.3 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_048_576) return `${Math.max(1, Math.round(bytes / 1_024))} KB`;
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}
