/** Fetching a file of ours, to keep or to send on. */
import { bytesOf } from '../api.js';
import { giveFile } from '../platform.js';
import { useErrand } from './use-errand.js';

/** `address`: `/api/tasks/export?light=red`; `fileName` with its ending. What it gives suits `GiveFile`. */
export function useExport(address: string, fileName: string) {
  const { run, isBusy, wrong } = useErrand();
  const give = async () => {
    await giveFile(await bytesOf(address), fileName);
    return null;
  };
  return { isBusy, wrong, onGive: () => void run(give) } as const;
}
