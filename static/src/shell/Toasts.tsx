import * as Toast from '@radix-ui/react-toast';
import { useStore } from '../lib/store';
import { DeleteToast } from './DeleteToast';
import { MessageToast } from './MessageToast';
import { sharing } from '../share/shareStore';
import { notes } from './notify';
import { ResultToast } from './ResultToast';
import { useUndoKey } from './useUndoKey';
import { useWaitingDeletes } from './useDeletes';
import styles from './Toasts.module.css';

export default function Toasts() {
  useUndoKey();
  const shown = useStore(notes);
  const beingShared = useStore(sharing) !== null;
  const waiting = useWaitingDeletes();
  return (
    <Toast.Provider swipeDirection="right" label="Message">
      {shown.map((note) => {
        if (note.kind === 'message') return <MessageToast key={note.key} note={note} />;
        // It would lie over the dialog that it opened.
        return beingShared ? null : <ResultToast key={note.key} note={note} />;
      })}
      {waiting.map((entry) => (
        <DeleteToast key={`delete-${entry.key}`} entry={entry} />
      ))}
      <Toast.Viewport className={styles.viewport} label="Messages ({hotkey})" />
    </Toast.Provider>
  );
}
