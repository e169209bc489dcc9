import * as Menu from '@radix-ui/react-dropdown-menu';
import type { Capture } from '../api/types';
import { isHomeScreenApp } from '../share/abilities';
import { mediaKind } from '../share/files';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import styles from './MoreMenu.module.css';

interface Props {
  capture: Capture;
  onCopy: () => void;
  onCopyLink: () => void;
}

/** Not modal: the modal kind adds a <style> element, which the CSP forbids. */
export function MoreMenu({ capture, onCopy, onCopyLink }: Props) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger asChild>
        <Button icon="more" aria-label="More" title="More" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className={styles.menu} align="end" sideOffset={8} collisionPadding={12}>
          {mediaKind(capture) === 'image' && (
            <Menu.Item className={styles.item} onSelect={onCopy}>
              <Icon name="copy" /> Copy the picture
            </Menu.Item>
          )}
          <Menu.Item className={styles.item} onSelect={onCopyLink}>
            <Icon name="link" /> Copy the link
          </Menu.Item>
          {!isHomeScreenApp() && (
            <Menu.Item className={styles.item} asChild>
              <a href={capture.file_url} target="_blank" rel="noreferrer">
                <Icon name="gallery" /> Open file
              </a>
            </Menu.Item>
          )}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
