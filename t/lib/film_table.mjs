/*
 * The test films, as data.  film_make.mjs says what the members mean.
 * `clip` is what a fast clip of it should be: a stream that is copied, or the
 * reason why it is not.
 */
const COPY = { video: 'copy', audio: 'copy' };
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23',
	'-g', '48', '-sc_threshold', '0', '-pix_fmt', 'yuv420p'];
const X265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '24',
	'-pix_fmt', 'yuv420p'];
const HEVC10 = [...X265, '-pix_fmt', 'yuv420p10le'];
const MPEG2 = ['-c:v', 'mpeg2video', '-q:v', '3', '-bf', '2', '-g', '15'];
/* Its tools for screen content smear blocks that change all at once. */
/* From SVT-AV1 2.3 on, faster presets blur the numbers. */
const AV1 = ['-c:v', 'libsvtav1', '-preset', '8', '-crf', '20', '-g', '60',
	'-svtav1-params', 'scm=0'];
const VP9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8',
	'-b:v', '300k', '-g', '60'];
const BT709 = ['-color_primaries', 'bt709', '-color_trc', 'bt709',
	'-colorspace', 'bt709'];
const BT2020 = ['-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'];

const x264 = (params) => [...X264, ...BT709, '-x264-params', params];
const x265 = (params) => ['-x265-params', `log-level=error:${params}`];

const H264 = [...X264, ...BT709];
const HEVC = [...X265, ...BT709, ...x265('keyint=48:open-gop=0')];
const PQ = x265('keyint=48:open-gop=0:hdr10=1:repeat-headers=1:' +
    'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:' +
    'master-display=G(13250,34500)B(7500,3000)R(34000,16000)' +
    'WP(15635,16450)L(10000000,50):max-cll=1000,400');

/* Sound: codec and its options; one track's members override these. */
const sound = (codec, more = {}) => ({ codec: ['-c:a', ...codec], hz: 440,
    layout: 'stereo', ...more });
const AAC = sound(['aac', '-b:a', '96k']);
const MP3 = sound(['libmp3lame', '-b:a', '96k']);
const OPUS = sound(['libopus', '-b:a', '64k']);
const VORBIS = sound(['libvorbis', '-b:a', '64k']);
const AC3 = sound(['ac3', '-b:a', '192k']);
const EAC3 = sound(['eac3', '-b:a', '128k']);
const DTS = sound(['dca', '-strict', '-2']);
const TRUEHD = sound(['truehd', '-strict', '-2']);
const FLAC = sound(['flac', '-sample_fmt', 's16', '-strict', '-2']);
const PCM = sound(['pcm_s16le']);
const SIX = { layout: '5.1' };

const plain = [
	{ id: 1, name: 'h264-aac.mp4', video: H264, audio: [AAC], clip: COPY,
	  out: ['-movflags', '+faststart'] },
	{ id: 2, name: 'h264-aac.mkv', video: H264, audio: [AAC],
	  rate: '24000/1001', clip: COPY },
	{ id: 3, name: 'h264-fragmented.mp4', video: H264, audio: [AAC],
	  rate: '25', out: ['-movflags', '+frag_keyframe+empty_moov+' +
	      'delay_moov'], clip: COPY },
	/* No edit list: the keyframe of 2.00 s is decoded, and found, at 1.92. */
	{ id: 83, name: 'h264-unlisted.mp4', video: H264, rate: '25',
	  out: ['-movflags', '+frag_keyframe+empty_moov'],
	  clip: { video: 'any' } },
	{ id: 4, name: 'h264-vfr.mkv', video: H264, audio: [AAC],
	  times: 'N*40+5*mod(N*N,7)', clip: COPY },
	{ id: 5, name: 'h264-vfr.mp4', video: H264, audio: [MP3],
	  times: 'N*35+9*mod(N*3,5)', clip: COPY },
	{ id: 6, name: 'h264-bframes.mp4', rate: '30', audio: [AAC],
	  video: x264('bframes=8:b-adapt=0:b-pyramid=normal:ref=5:keyint=90'),
	  clip: COPY },
	{ id: 7, name: 'h264-opengop.mkv', audio: [AAC], rate: '25',
	  video: x264('open-gop=1:keyint=40:min-keyint=40:bframes=3:' +
	      'b-adapt=0'), clip: { video: 'open group', audio: 'copy' } },
	{ id: 8, name: 'h264-intrarefresh.mkv', audio: [AAC], rate: '25',
	  frames: 500, video: x264('intra-refresh=1:keyint=60:bframes=0'),
	  clip: { video: 'any', audio: 'copy' } },
	{ id: 9, name: 'h264-silent.mp4', video: H264, rate: '60000/1001',
	  frames: 480, clip: { video: 'copy' } },
	{ id: 10, name: 'h264-10bit.mkv', audio: [AAC],
	  video: [...H264, '-pix_fmt', 'yuv420p10le'],
	  clip: { video: '10-bit', audio: 'copy' } },
	{ id: 11, name: 'h264-444.mkv', audio: [AAC],
	  video: [...H264, '-pix_fmt', 'yuv444p'],
	  clip: { video: 'yuv444p', audio: 'copy' } },
	{ id: 12, name: 'av1-opus.mkv', video: [...AV1, ...BT709],
	  audio: [OPUS], clip: COPY },
	{ id: 13, name: 'av1-aac.mp4', video: [...AV1, ...BT709], rate: '30',
	  audio: [AAC], clip: COPY },
	{ id: 14, name: 'vp9-opus.webm', video: VP9, audio: [OPUS], rate: '25',
	  clip: COPY },
	{ id: 15, name: 'vp9-odd.webm', video: VP9, vf: 'scale=321:181:' +
	  'flags=neighbor,format=yuv420p', clip: { video: 'copy' } },
	{ id: 16, name: 'vp8-vorbis.webm', audio: [VORBIS], video: ['-c:v',
	  'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '400k',
	  '-g', '50'], clip: { video: 'VP8', audio: 'Vorbis' } },
	{ id: 17, name: 'hevc-aac.mp4', video: HEVC, audio: [AAC],
	  clip: { video: 'HEVC', audio: 'copy' } },
	{ id: 18, name: 'hevc-opengop.mkv', audio: [EAC3], rate: '25',
	  video: [...X265, ...BT709, ...x265('keyint=50:open-gop=1:bframes=4')],
	  clip: { video: 'HEVC', audio: 'E-AC-3' } },
	{ id: 19, name: 'hevc10-sdr.mkv', audio: [AAC],
	  video: [...HEVC10, ...BT709, ...x265('keyint=48')],
	  clip: { video: 'HEVC', audio: 'copy' } },
];

const hdr = [
	{ id: 20, name: 'hevc-pq.mkv', look: 'pq', audio: [EAC3],
	  video: [...HEVC10, ...BT2020, '-color_trc', 'smpte2084', ...PQ],
	  clip: { video: 'HEVC', audio: 'E-AC-3' } },
	{ id: 21, name: 'hevc-hlg.mp4', look: 'hlg', audio: [AAC], rate: '50',
	  frames: 500, video: [...HEVC10, ...BT2020, '-color_trc',
	  'arib-std-b67', ...x265('keyint=50:colorprim=bt2020:' +
	  'transfer=arib-std-b67:colormatrix=bt2020nc')],
	  clip: { video: 'HEVC', audio: 'copy' } },
	/* FFmpeg 7 takes the transfer from the frames, not from the option. */
	{ id: 22, name: 'av1-pq.mp4', look: 'pq', audio: [AAC],
	  vf: 'setparams=color_primaries=bt2020:color_trc=smpte2084',
	  video: [...AV1, '-pix_fmt', 'yuv420p10le', ...BT2020, '-color_trc',
	  'smpte2084'], clip: COPY },
	{ id: 23, name: 'dolby-vision-5.mp4', look: 'pq', post: 'dolby',
	  video: [...HEVC10, ...x265('keyint=48'), '-tag:v', 'hvc1'],
	  refused: 'Dolby Vision' },
];

const broadcast = [
	{ id: 24, name: 'h264-aac.ts', video: H264, audio: [AAC],
	  rate: '25', out: ['-output_ts_offset', '37.21'],
	  clip: { video: 'transport', audio: 'transport' } },
	{ id: 25, name: 'h264-ac3.m2ts', video: [...H264, '-g', '96'],
	  audio: [AC3], frames: 720, rate: '24000/1001',
	  out: ['-f', 'mpegts', '-mpegts_m2ts_mode', '1',
	  '-output_ts_offset', '600'],
	  clip: { video: 'transport', audio: 'AC-3' } },
	{ id: 26, name: 'hevc-ac3.ts', video: HEVC, audio: [AC3], rate: '50',
	  frames: 500, out: ['-output_ts_offset', '12345.678'],
	  clip: { video: 'HEVC', audio: 'AC-3' } },
	{ id: 27, name: 'wrap.ts', video: H264, audio: [AAC], rate: '25',
	  frames: 375, out: ['-output_ts_offset', '95437'],
	  clip: { video: 'transport', audio: 'transport' } },
	{ id: 28, name: 'mpeg2-mp2.ts', video: MPEG2, rate: '25',
	  audio: [sound(['mp2', '-b:a', '128k'])],
	  clip: { video: 'MPEG-2', audio: 'MP2' } },
	{ id: 29, name: 'mpeg2-ac3.mpg', video: MPEG2, rate: '25',
	  audio: [AC3], out: ['-f', 'vob'],
	  clip: { video: 'MPEG-2', audio: 'AC-3' } },
	{ id: 30, name: 'mpeg2-dts-pgs.mkv', video: MPEG2, rate: '25',
	  audio: [{ ...DTS, ...SIX }], sub: 'pgs',
	  clip: { video: 'MPEG-2', audio: 'DTS' } },
	{ id: 31, name: 'interlaced-tff.mkv', size: [640, 360], rate: '25',
	  fields: 'tff', audio: [AAC], video: [...x264('tff=1:keyint=50')],
	  clip: { video: 'interlaced', audio: 'copy' } },
	{ id: 32, name: 'interlaced-bff.mpg', size: [720, 480],
	  rate: '30000/1001', fields: 'bff', audio: [AC3], sar: '32/27',
	  video: [...MPEG2, '-b:v', '3M', '-flags', '+ildct+ilme'],
	  out: ['-f', 'vob'], clip: { video: 'MPEG-2', audio: 'AC-3' } },
	{ id: 33, name: 'interlaced-paff.ts', size: [720, 576], rate: '25',
	  fields: 'tff', audio: [AC3], sar: '64/45',
	  video: x264('tff=1:keyint=25:bframes=2'),
	  clip: { video: 'interlaced', audio: 'AC-3' } },
];

const shapes = [
	{ id: 34, name: 'anamorphic.mkv', size: [360, 288], sar: '64/45',
	  video: H264, audio: [AAC], rate: '25', clip: COPY },
	{ id: 35, name: 'rotated-90.mp4', video: H264, audio: [AAC],
	  vf: 'transpose=cclock', post: 'rotate', rotate: 90,
	  clip: COPY },
	{ id: 36, name: 'rotated-270.mov', video: H264, audio: [PCM],
	  vf: 'transpose=clock', post: 'rotate', rotate: 270,
	  clip: { video: 'copy', audio: 'PCM' } },
	{ id: 37, name: 'rotated-180.mp4', video: H264, vf: 'hflip,vflip',
	  post: 'rotate', rotate: 180, clip: { video: 'copy' } },
	{ id: 38, name: 'cover-first.mp4', video: H264, audio: [AAC],
	  cover: true, post: 'coverfirst', clip: COPY },
	{ id: 39, name: 'cover-last.mkv', video: H264, audio: [AAC],
	  out: ['-attach', 'COVER', '-metadata:s:t', 'mimetype=image/jpeg',
	  '-metadata:s:t', 'filename=cover.jpg'], clip: COPY },
	{ id: 40, name: 'slideshow.mp4', video: H264, audio: [AAC], frames: 8,
	  times: 'N*4000', seconds: 32,
	  clip: { video: 'for seconds', audio: 'copy' } },
	{ id: 41, name: 'held.mkv', video: H264, audio: [AAC], seconds: 30,
	  times: 'N*125/3+7000*gte(N,60)+9000*gte(N,160)',
	  clip: { video: 'any', audio: 'copy' } },
	{ id: 42, name: 'short-picture.mkv', video: H264, audio: [AAC],
	  frames: 120, seconds: 12, clip: COPY },
	{ id: 43, name: 'late-picture.mkv', video: H264, audio: [AAC],
	  late: 2, seconds: 12, clip: COPY },
	{ id: 44, name: 'late-picture.mp4', video: H264, audio: [AAC],
	  late: 1.37, seconds: 12, clip: COPY },
	{ id: 45, name: 'full-range.mp4', audio: [AAC], video: [...X264,
	  '-pix_fmt', 'yuvj420p', '-color_range', 'pc'], clip: COPY },
	{ id: 46, name: 'gop79-1080p.mkv', size: [1920, 1080], rate: '24',
	  canvas: [96, 54], video: [...H264, '-g', '79', '-preset',
	  'ultrafast'], frames: 240, audio: [AC3], clip: { video: 'copy',
	  audio: 'AC-3' } },
	{ id: 47, name: 'long.mkv', rate: '10', canvas: [64, 36],
	  frames: 3000, video: [...H264, '-preset', 'ultrafast', '-g', '100'],
	  audio: [AC3], clip: { video: 'copy', audio: 'AC-3' } },
];

const old = [
	{ id: 48, name: 'mpeg4-asp.avi', rate: '25', audio: [MP3],
	  video: ['-c:v', 'mpeg4', '-bf', '2', '-q:v', '3', '-vtag', 'XVID',
	  '-g', '100'], slack: 2, clip: { video: 'MPEG-4', audio: 'copy' } },
	{ id: 49, name: 'mpeg4-asp.mkv', rate: '25', audio: [AC3],
	  video: ['-c:v', 'mpeg4', '-q:v', '3', '-bf', '1', '-g', '100'],
	  clip: { video: 'MPEG-4', audio: 'AC-3' } },
	{ id: 50, name: 'wmv2-wma.wmv', rate: '25', video: ['-c:v', 'wmv2',
	  '-q:v', '3'], audio: [sound(['wmav2', '-b:a', '96k'])],
	  clip: { video: 'WMV', audio: 'WMA' } },
	{ id: 85, name: 'vc1-wma.wmv', rate: '25', encode: 'vc1test',
	  video: ['-c:v', 'copy'], audio: [sound(['wmav2', '-b:a', '96k'])],
	  clip: { video: 'WMV', audio: 'WMA' } },
	{ id: 86, name: 'vc1-ac3.mkv', rate: '25', encode: 'vc1',
	  video: ['-c:v', 'copy'], audio: [AC3],
	  clip: { video: 'VC-1', audio: 'AC-3' } },
	{ id: 51, name: 'theora-vorbis.ogv', rate: '25', audio: [VORBIS],
	  video: ['-c:v', 'libtheora', '-q:v', '7'],
	  clip: { video: 'Theora', audio: 'Vorbis' } },
	{ id: 52, name: 'prores-pcm.mov', rate: '25', audio: [PCM],
	  frames: 125, video: ['-c:v', 'prores_ks', '-profile:v', '1',
	  '-pix_fmt', 'yuv422p10le'], clip: { video: 'ProRes',
	  audio: 'PCM' } },
	{ id: 53, name: 'mjpeg-pcm.avi', rate: '15', frames: 150, audio: [PCM],
	  video: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p'],
	  clip: { video: 'MJPEG', audio: 'PCM' } },
];

const extras = [
	{ id: 54, name: 'truehd.mkv', video: H264,
	  audio: [{ ...TRUEHD, ...SIX }],
	  clip: { video: 'copy', audio: 'TrueHD' } },
	{ id: 55, name: 'flac.mkv', video: H264, audio: [{ ...FLAC, ...SIX }],
	  clip: { video: 'copy', audio: 'FLAC' } },
	{ id: 56, name: 'aac51.mkv', video: H264, audio: [{ ...AAC, ...SIX }],
	  clip: COPY },
	{ id: 57, name: 'tracks.mkv', video: H264, seconds: 10, audio: [
		{ ...DTS, hz: 440, language: 'eng', title: 'Cinema' },
		{ ...AAC, hz: 660, language: 'ger', disposition: 'default' },
		{ ...AC3, hz: 880, language: 'fre', ...SIX },
		{ ...AAC, hz: 1100, language: 'eng', title: 'Commentary' },
		{ ...FLAC, hz: 1320, language: 'jpn' }], clip: COPY },
	{ id: 58, name: 'subs-srt.mkv', video: H264, audio: [AAC], sub: 'srt',
	  clip: COPY },
	{ id: 59, name: 'subs-ass.mkv', video: H264, audio: [AAC], sub: 'ass',
	  clip: COPY },
	{ id: 60, name: 'subs-dvd.mkv', video: H264, audio: [AAC], sub: 'dvd',
	  clip: COPY },
	{ id: 81, name: 'subs-endless.mkv', video: H264, audio: [AAC],
	  sub: 'endless', clip: COPY },
	{ id: 82, name: 'subs-tx3g.mp4', video: H264, audio: [AAC],
	  sub: 'tx3g', clip: COPY },
	{ id: 61, name: 'subs-external.mp4', video: H264, audio: [AAC],
	  beside: { '.en.srt': 'subs.srt' }, clip: COPY },
	{ id: 62, name: 'chapters.mp4', video: H264, audio: [AAC],
	  chapters: true, out: ['-timecode', '10:00:00:00'], clip: COPY },
	{ id: 63, name: 'chapters.mkv', video: H264, audio: [AAC],
	  chapters: true, out: ['-attach', 'NOTES', '-metadata:s:t',
	  'mimetype=application/octet-stream'], clip: COPY },
	{ id: 64, name: 'two-parts-cd1.avi', rate: '25', audio: [MP3],
	  video: ['-c:v', 'mpeg4', '-q:v', '3', '-vtag', 'XVID'],
	  clip: { video: 'MPEG-4', audio: 'copy' } },
	{ id: 65, name: 'two-parts-cd2.avi', rate: '25', audio: [MP3],
	  video: ['-c:v', 'mpeg4', '-q:v', '3', '-vtag', 'XVID'],
	  clip: { video: 'MPEG-4', audio: 'copy' } },
];

/* Made of another film, or of nothing: `from` and what is done to it. */
const hostile = [
	{ id: 66, name: 'playlist.mkv', text: ['#EXTM3U', '#EXT-X-VERSION:3',
	  '#EXT-X-TARGETDURATION:10', '#EXTINF:10,', 'h264-aac.ts',
	  '#EXT-X-ENDLIST', ''] },
	{ id: 67, name: 'concat.mkv', text: ['ffconcat version 1.0',
	  'file h264-aac.mkv', ''] },
	{ id: 68, name: 'truncated.mkv', from: 'h264-aac.mkv', cut: 0.6 },
	{ id: 69, name: 'truncated.mp4', from: 'h264-aac.mp4', cut: 0.6 },
	{ id: 70, name: 'headless.mp4', from: 'h264-aac.mp4', skip: 0.5 },
	{ id: 71, name: 'damaged.mkv', from: 'h264-aac.mkv', damage: 'matroska' },
	{ id: 72, name: 'damaged.ts', from: 'h264-aac.ts', damage: 'transport' },
	{ id: 73, name: 'empty.mkv', text: [] },
	{ id: 74, name: 'garbage.mkv', from: 'h264-aac.mkv', damage:
	  'garbage' },
	{ id: 75, name: '-y.mkv', from: 'h264-aac.mkv', link: true },
	{ id: 76, name: 'a:b \'c\' "d" [e],f;g\\h.mkv', from: 'h264-aac.mkv',
	  link: true },
	{ id: 77, name: '%03d.mkv', from: 'h264-aac.mkv', link: true },
	{ id: 78, name: 'two\nlines.mkv', from: 'h264-aac.mkv', link: true },
	{ id: 79, name: 'concat:h264-aac.ts|x.mkv', from: 'h264-aac.mkv',
	  link: true },
	{ id: 80, name: 'größe 映画.mkv', from: 'h264-aac.mkv', link: true },
];

const DEFAULTS = { size: [320, 180], rate: '24', frames: 240, look: 'sdr',
    audio: [] };

export const films = [...plain, ...hdr, ...broadcast, ...shapes, ...old,
    ...extras].map((film) => ({ ...DEFAULTS, ...film }));
export const copies = hostile;
