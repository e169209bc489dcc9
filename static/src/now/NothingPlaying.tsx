import { useHealth } from '../api/queries';
import { isDemo } from '../api/base';
import { Empty } from '../ui/Empty';
import { SetUp } from './SetUp';

export function NothingPlaying() {
  const { data } = useHealth();
  const none = data && !data.sources.plex.enabled && !data.sources.jellyfin.enabled;
  if (none && !isDemo()) {
    return (
      <Empty icon="screen" title="No media server is set up">
        <SetUp />
      </Empty>
    );
  }
  return (
    <Empty icon="screen" title="Nothing is playing">
      <p>Start something on Plex or Jellyfin. It shows up here within seconds, ready for a screenshot or a clip.</p>
    </Empty>
  );
}
