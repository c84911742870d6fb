/** The weekly report of what I may see, as it stands now: a document to keep or to send on. */
import { bytesOf } from '../../api.js';
import { GiveFile } from '../../components/give-file.js';
import { useErrand } from '../../hooks/use-errand.js';
import { WEEK_FILE } from '../../paths.js';
import { giveFile } from '../../platform.js';

export function ExportWeek() {
  const { run, isBusy, wrong } = useErrand();
  const give = async () => {
    await giveFile(await bytesOf('/api/board/report'), WEEK_FILE);
    return null;
  };
  return (
    <GiveFile words="下载周报（Word）" busyWords={isBusy ? '正在准备周报' : null} wrong={wrong} onGive={() => void run(give)} testid="export-week" />
  );
}
