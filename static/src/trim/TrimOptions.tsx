import { useQuery } from '@tanstack/react-query';
import { streamsQuery } from '../frames/queries';
import type { Session } from '../api/types';
import { FORMATS, HEIGHTS, SIZE_LIMITS } from './size';
import { type Choice, SelectField } from '../ui/SelectField';
import { type ClipOptions, audioName, subtitleName, withFormat } from './options';
import styles from './TrimOptions.module.css';

interface Props {
  session: Session;
  options: ClipOptions;
  onChange: (options: ClipOptions) => void;
}

const LIMITS: Choice<number | null>[] = [
  { value: null, label: 'No limit' },
  ...SIZE_LIMITS.map(({ bytes, label }) => ({ value: bytes, label: `At most ${label}` })),
];
const SIZES: Choice<number | null>[] = [
  { value: null, label: 'Original' },
  ...HEIGHTS.map((height) => ({ value: height, label: `${height}p` })),
];

export function TrimOptions({ session, options, onChange }: Props) {
  // Where the server has no such call the tracks are simply not offered.
  const { data: streams } = useQuery(streamsQuery(session));
  const format = FORMATS.find(({ value }) => value === options.format)!;
  const audio = streams?.audio ?? [];
  const subtitles = streams?.subtitles ?? [];
  const set = (part: Partial<ClipOptions>) => onChange({ ...options, ...part });

  return (
    <details className={styles.options} onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: 'nearest', behavior: 'smooth' })}>
      <summary className={styles.summary}>Format, size, tracks</summary>
      <div className={styles.fields}>
        <SelectField label="Format" value={options.format} choices={FORMATS} onChange={(value) => onChange(withFormat(options, value))} />
        {format.limit && (
          <SelectField label="Size limit" value={options.maxBytes} choices={LIMITS} onChange={(maxBytes) => set({ maxBytes })} />
        )}
        {format.picture && (
          <SelectField label="Picture" value={options.height} choices={SIZES} onChange={(height) => set({ height })} />
        )}
        {format.sound && audio.length > 1 && (
          <SelectField
            label="Sound"
            value={options.audio}
            choices={[
              { value: null, label: 'Same as the TV' },
              ...audio.map((stream, i) => ({ value: stream.index, label: audioName(stream, i + 1) })),
            ]}
            onChange={(value) => set({ audio: value })}
          />
        )}
        {format.picture && subtitles.length > 0 && (
          <SelectField
            label="Subtitles"
            value={options.subtitles}
            choices={[
              { value: null, label: 'None' },
              ...(subtitles.some((stream) => stream.selected) ? [{ value: 'session' as const, label: 'Same as the TV' }] : []),
              ...subtitles.map((stream, i) => ({ value: stream.id, label: subtitleName(stream, i + 1) })),
            ]}
            onChange={(value) => set({ subtitles: value })}
          />
        )}
      </div>
    </details>
  );
}
