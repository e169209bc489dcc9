import { useRef, useState } from 'react';
import { words } from '../api/client';
import type { Capture } from '../api/types';
import { say } from '../messages/notify';
import { abilities } from './abilities';
import { copyPicture, fetchFile, mediaKind } from './files';
import { sharing } from './shareStore';

/** After "Save Image" some iPhones never say that the sheet was closed. */
const SHEET_MS = 1500;

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

function whenOver(sheet: Promise<void>): Promise<void> {
  return Promise.race([sheet, new Promise<void>((resolve) => setTimeout(resolve, SHEET_MS))]);
}

/** Share, save and copy for one capture. Where the browser cannot, each opens
 * the dialog that shows what can be done by hand. */
export function useShare(capture: Capture) {
  const [busy, setBusy] = useState<'share' | 'copy' | null>(null);
  const file = useRef<Promise<File> | null>(null);

  const guard = async (what: 'share' | 'copy', run: () => Promise<void>) => {
    setBusy(what);
    try {
      await run();
    } catch (error) {
      if (!isNamed(error, 'AbortError')) say(words(error), 'error');
    } finally {
      setBusy(null);
    }
  };

  /** `files` alone: with a title beside it some iPhones refuse. */
  const openSheet = async (button: string) => {
    if (!abilities().shareFiles) return sharing.set(capture);
    file.current ??= fetchFile(capture);
    file.current.catch(() => (file.current = null));
    const data = { files: [await file.current] };
    if (!navigator.canShare(data)) return sharing.set(capture);
    try {
      await whenOver(navigator.share(data));
    } catch (error) {
      // A long download outlives the press that asked; the next one has the file.
      if (!isNamed(error, 'NotAllowedError')) throw error;
      say(`The file is ready. Press ${button} again.`);
    }
  };

  const copy = () =>
    guard('copy', async () => {
      if (!abilities().copyImages || mediaKind(capture) !== 'image') return sharing.set(capture);
      try {
        await copyPicture(capture);
        say('Picture copied.');
      } catch (error) {
        if (!isNamed(error, 'NotAllowedError')) throw error;
        sharing.set(capture);
      }
    });

  return {
    share: () => guard('share', () => openSheet('Share')),
    save: () => guard('share', () => openSheet('Download')),
    copy,
    busy,
  };
}
