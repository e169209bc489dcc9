import { useRef, useState } from 'react';
import { words } from '../api/client';
import type { Capture } from '../api/types';
import { say } from '../shell/notify';
import { abilities } from './abilities';
import { copyPicture, fetchFile, mediaKind } from './files';
import { sharing } from './shareStore';

function named(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

/** Share and Copy for one capture. Where the browser cannot, both open the
 * dialog that shows what can be done by hand. */
export function useShare(capture: Capture) {
  const [busy, setBusy] = useState<'share' | 'copy' | null>(null);
  const file = useRef<Promise<File> | null>(null);

  const guard = async (what: 'share' | 'copy', run: () => Promise<void>) => {
    setBusy(what);
    try {
      await run();
    } catch (error) {
      if (!named(error, 'AbortError')) say(words(error), 'error');
    } finally {
      setBusy(null);
    }
  };

  const share = () =>
    guard('share', async () => {
      if (!abilities().shareFiles) return sharing.set(capture);
      file.current ??= fetchFile(capture);
      file.current.catch(() => (file.current = null));
      const data = { files: [await file.current], title: capture.media_title };
      if (!navigator.canShare(data)) return sharing.set(capture);
      try {
        await navigator.share(data);
      } catch (error) {
        // A long download outlives the press that asked; the next one has the file.
        if (!named(error, 'NotAllowedError')) throw error;
        say('The file is ready. Press Share again.');
      }
    });

  const copy = () =>
    guard('copy', async () => {
      if (!abilities().copyImages || mediaKind(capture) !== 'image') return sharing.set(capture);
      try {
        await copyPicture(capture);
        say('Picture copied.');
      } catch (error) {
        if (!named(error, 'NotAllowedError')) throw error;
        sharing.set(capture);
      }
    });

  return { share, copy, busy };
}
