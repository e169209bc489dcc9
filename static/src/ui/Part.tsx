import { Component, type ReactNode, Suspense } from 'react';
import { Button } from './Button';
import { Notice } from './Notice';

interface Props {
  /** Shown while the part is being loaded. */
  waiting?: ReactNode;
  children: ReactNode;
}

/** A part of the app that is loaded when it is needed. When it cannot be, the
 * rest of the page stays, and this says what to do. */
export class Part extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return <Suspense fallback={this.props.waiting}>{this.props.children}</Suspense>;
    const reload = (
      <Button small icon="retry" onClick={() => location.reload()}>
        Reload
      </Button>
    );
    return (
      <Notice tone="error" title="This part of MediaSnap could not be loaded" action={reload}>
        The connection was lost, or MediaSnap has been updated. Reload the page to go on.
      </Notice>
    );
  }
}
