import { expect, it } from 'vitest';
import { USUAL_OPTIONS, audioName, optionMembers, subtitleName, withFormat } from './options';

it('asks for nothing that is usual', () => expect(optionMembers(USUAL_OPTIONS)).toEqual({}));

it('asks for what differs', () =>
  expect(
    optionMembers({ precise: false, format: 'gif', maxBytes: 10_000_000, height: 480, audio: 2, subtitles: 'session' }),
  ).toEqual({ format: 'gif', max_bytes: 10_000_000, height: 480, audio_stream: 2, subtitles: 'session' }));

it('drops what does not go with a format', () => {
  const all = { precise: true, format: 'mp4' as const, maxBytes: 10_000_000, height: 480, audio: 2, subtitles: 3 };
  expect(withFormat(all, 'gif')).toMatchObject({ format: 'gif', maxBytes: null, height: 480, audio: null, subtitles: 3 });
  expect(withFormat(all, 'mp3')).toMatchObject({ maxBytes: 10_000_000, height: null, audio: 2, subtitles: null });
});

const audio = { index: 1, codec: 'aac', channels: 6, language: 'eng', title: null, default: true, selected: true };

it('names tracks', () => {
  expect(audioName(audio, 1)).toBe('English, 5.1');
  expect(audioName({ ...audio, language: 'und', channels: null }, 2)).toBe('Track 2');
  expect(audioName({ ...audio, language: '??', channels: 3 }, 2)).toBe('??, 3 channels');
  const subtitles = { id: 3, index: 3, codec: 'subrip', language: 'deu', title: 'Signs', default: false, forced: true, external: false, selected: false };
  expect(subtitleName(subtitles, 1)).toBe('German, Signs, forced');
  const file = { ...subtitles, id: 'external-1', index: null, title: null, forced: false, external: true };
  expect(subtitleName(file, 2)).toBe('German, separate file');
  expect(subtitleName({ ...file, language: null }, 3)).toBe('Track 3');
});
