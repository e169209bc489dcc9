import { apiUrl } from '../api/base';
import { downloadPath } from '../api/captures';
import type { Capture } from '../api/types';
import { Button, LinkButton } from '../ui/Button';
import { isHomeScreenApp } from './abilities';
import { useShare } from './useShare';

interface Props {
  capture: Capture;
  small?: boolean;
  /** For a screen reader, where the button has no words. */
  label?: string;
  className?: string | undefined;
  children?: string;
}

/** On an iPhone's home screen a download takes the app away, with no way back:
 * there the file goes to the share sheet, which can save it too. */
export function DownloadButton({ capture, small = false, label, className, children }: Props) {
  const { save, busy } = useShare(capture);
  const shape = { small, className, look: 'download', icon: 'download', 'aria-label': label, title: label && 'Download' } as const;
  if (isHomeScreenApp()) {
    return (
      <Button {...shape} busy={busy === 'share'} onClick={() => void save()}>
        {children}
      </Button>
    );
  }
  return (
    <LinkButton {...shape} href={apiUrl(downloadPath(capture.id))} download="">
      {children}
    </LinkButton>
  );
}
