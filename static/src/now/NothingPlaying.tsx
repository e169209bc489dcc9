import { useHealth } from '../api/queries';
import { isDemo } from '../api/base';
import { Empty } from '../ui/Empty';
import { sourceLook } from '../api/sources';
import { SetUp } from './SetUp';

export function NothingPlaying() {
  const { data } = useHealth();
  const servers = Object.keys(data?.sources ?? {}).filter((source) => data?.sources[source]?.enabled);
  if (data && servers.length === 0 && !isDemo()) {
    return (
      <Empty icon="screen" title="No media server is set up">
        <SetUp />
      </Empty>
    );
  }
  const answering = servers.filter((source) => data?.sources[source]?.ok);
  // The notice above says that the others are away: nobody knows what they play.
  if (data && answering.length === 0) return null;
  const names = answering.map((source) => sourceLook(data, source).label).join(' or ') || 'your media server';
  return (
    <Empty icon="screen" title={answering.length < servers.length ? `Nothing is playing on ${names}` : 'Nothing is playing'}>
      <p>Start something on {names}. It shows up here within seconds, ready for a screenshot or a clip.</p>
    </Empty>
  );
}
