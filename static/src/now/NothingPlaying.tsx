import { useHealth } from '../api/queries';
import { isDemo } from '../api/base';
import { Empty } from '../ui/Empty';
import { SOURCE_NAMES } from '../ui/Badge';
import type { Source } from '../api/types';
import { SetUp } from './SetUp';

const SOURCES = Object.keys(SOURCE_NAMES) as Source[];

export function NothingPlaying() {
  const { data } = useHealth();
  const none = data && SOURCES.every((source) => !data.sources[source].enabled);
  if (none && !isDemo()) {
    return (
      <Empty icon="screen" title="No media server is set up">
        <SetUp />
      </Empty>
    );
  }
  const servers = data ? SOURCES.filter((source) => data.sources[source].enabled) : SOURCES;
  const answering = data ? servers.filter((source) => data.sources[source].ok) : servers;
  // The notice above says that the others are away: nobody knows what they play.
  if (answering.length === 0) return null;
  const names = answering.map((source) => SOURCE_NAMES[source]).join(' or ');
  return (
    <Empty icon="screen" title={answering.length < servers.length ? `Nothing is playing on ${names}` : 'Nothing is playing'}>
      <p>Start something on {names}. It shows up here within seconds, ready for a screenshot or a clip.</p>
    </Empty>
  );
}
