/** What 查看原图 has to say: that it is on its way, or why it did not come. */
import { Said } from './said.js';

export function OriginalSaid({ originals }: { readonly originals: { readonly isBusy: boolean; readonly wrong: string | null } }) {
  if (originals.wrong !== null) return <Said look="wrong" words={originals.wrong} testid="no-original" />;
  return originals.isBusy ? <Said look="note" words="正在取原图。查看原图会留下记录。" testid="original-coming" /> : null;
}
