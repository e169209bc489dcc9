/* The API's shapes, one place. Names are the server's own. */

/** The name of a kind of media server, such as "plex". */
export type Source = string;
export type PlayState = 'playing' | 'paused' | 'buffering';

export interface Session {
  session_id: string;
  source: Source;
  title: string;
  subtitle: string | null;
  media_path: string;
  position_seconds: number;
  duration_seconds: number;
  thumbnail_url: string | null;
  year: number | null;
  media_key: string;
  state: PlayState;
  user: string | null;
  player: string | null;
  position_accuracy_seconds: number | null;
  /** 1 is normal speed; position_seconds goes on so fast while it plays. */
  playback_rate: number;
  media_available: boolean;
  media_error: string | null;
}

export interface RecentSession extends Session {
  ended_at: string;
}

export type CaptureType = 'screenshot' | 'clip';
export type CaptureStatus = 'pending' | 'complete' | 'failed';

export interface Capture {
  id: string;
  source: Source;
  media_title: string;
  timestamp_seconds: number;
  capture_type: CaptureType;
  file_name: string;
  file_url: string;
  file_size_bytes: number;
  duration_seconds: number | null;
  status: CaptureStatus;
  error_message: string | null;
  created_at: string;
  progress: number;
  width: number | null;
  height: number | null;
  poster_url: string | null;
  /** A small picture of it; null while there is nothing to show. */
  thumbnail_url: string | null;
  note: string | null;
  starts_at_keyframe_seconds: number | null;
}

export interface ScreenshotRequest {
  session_id: string;
  media_key: string;
  timestamp_seconds: number;
}

export type ClipFormat = 'mp4' | 'webm' | 'gif' | 'webp' | 'mp3';

export interface ClipRequest {
  session_id: string;
  media_key: string;
  start_seconds: number;
  end_seconds: number;
  precise: boolean;
  format?: ClipFormat;
  height?: number;
  audio_stream?: number;
  /** 'session', 'off' or the id of a SubtitleStream. */
  subtitles?: number | string;
  max_bytes?: number;
}

export interface Frames {
  session_id: string;
  media_key: string;
  at: number;
  count: number;
  step: string;
  columns: number;
  rows: number;
  width: number;
  height: number;
  frame_times: number[];
  frame_duration_seconds: number | null;
  sprite_url: string;
}

export interface AudioStream {
  index: number;
  codec: string;
  channels: number | null;
  language: string | null;
  title: string | null;
  default: boolean;
  selected: boolean;
}

export interface SubtitleStream {
  /** What a capture asks for. */
  id: number | string;
  /** null: a file of its own. */
  index: number | null;
  codec: string;
  language: string | null;
  title: string | null;
  default: boolean;
  forced: boolean;
  external: boolean;
  selected: boolean;
}

export interface Streams {
  audio: AudioStream[];
  subtitles: SubtitleStream[];
}

export interface SourceHealth {
  enabled: boolean;
  /** null: it is off, and nobody asks it */
  ok: boolean | null;
  last_ok_at: string | null;
  failing_since?: string | null;
  error: string | null;
  label: string;
  accent: string;
}

export interface Health {
  status: 'ok' | 'degraded';
  version: string;
  poller: { ok: boolean; last_seen_at: string | null };
  jobs: { ok: boolean; last_seen_at: string | null; queued: number; running: number };
  sources: Record<Source, SourceHealth | undefined>;
  capture_dir?: { ok: boolean; error: string | null };
  run_dir?: { ok: boolean; error: string | null };
  disk_free_bytes: number;
}
