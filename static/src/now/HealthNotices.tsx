import { isDemo } from '../api/base';
import { useHealth } from '../api/queries';
import { sourceLook } from '../api/sources';
import type { Health, Source } from '../api/types';
import { formatBytes, formatSince } from '../lib/format';
import { usePreference } from '../lib/preference';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { SetUp } from './SetUp';

const LOW_DISK_BYTES = 1_000_000_000;

function SourceNotice({ source, health }: { source: Source; health: Health }) {
  const state = health.sources[source];
  if (!state?.enabled || state.ok) return null;
  const { label } = sourceLook(health, source);
  const since = state.failing_since ?? state.last_ok_at;
  const title = since
    ? `${label} has not answered since ${formatSince(since)}`
    : `${label} has not answered yet`;
  return (
    <Notice tone="warning" title={title}>
      {state.error ?? 'Is it running, and is the address right?'} MediaSnap keeps trying.
    </Notice>
  );
}

function DemoNotice() {
  const [hidden, setHidden] = usePreference('demo-seen', false);
  if (!isDemo() || hidden) return null;
  const close = <Button look="quiet" small icon="close" aria-label="Close the message" onClick={() => setHidden(true)} />;
  return (
    <Notice title="This is the demo" action={close}>
      Sample films on pretend servers. Try everything.
      <details>
        <summary>Connect your own</summary>
        <SetUp />
      </details>
    </Notice>
  );
}

export function HealthNotices({ stale }: { stale: boolean }) {
  const { data: health } = useHealth();
  return (
    <>
      <DemoNotice />
      {stale && (
        <Notice tone="warning" title="MediaSnap has lost contact with your servers">
          This page shows what was playing before. If it lasts, restart MediaSnap.
        </Notice>
      )}
      {health && !stale && Object.keys(health.sources).map((source) => <SourceNotice key={source} source={source} health={health} />)}
      {health?.capture_dir && !health.capture_dir.ok && (
        <Notice tone="error" title="Captures cannot be saved">
          {health.capture_dir.error}
        </Notice>
      )}
      {health?.run_dir && !health.run_dir.ok && (
        <Notice tone="warning" title="MediaSnap has no room to work in">
          {health.run_dir.error}
        </Notice>
      )}
      {health && !health.jobs.ok && (
        <Notice tone="warning" title="Clips are waiting">
          MediaSnap is not cutting clips right now; clips stay queued. If it lasts, restart MediaSnap.
        </Notice>
      )}
      {health && health.disk_free_bytes < LOW_DISK_BYTES && (
        <Notice tone="warning" title={`Only ${formatBytes(health.disk_free_bytes)} left on the disk`}>
          Delete captures that you no longer need.
        </Notice>
      )}
    </>
  );
}
