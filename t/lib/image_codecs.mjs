/*
 * FFmpeg of an image over every codec that the product names: what can be
 * encoded is, and read again; of what nobody encodes, the decoder is there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { srcdir } from './stack.mjs';

// Encoders by the names that FFmpeg gives to codecs; null: there is none.
const VIDEO = { hevc: 'libx265', h264: 'libx264', mpeg2video: 'mpeg2video',
	mpeg1video: 'mpeg1video', mpeg4: 'mpeg4', msmpeg4v3: 'msmpeg4', vc1: null,
	wmv3: null, vp8: 'libvpx', vp9: 'libvpx-vp9', av1: 'libsvtav1',
	theora: 'libtheora', prores: 'prores_ks', dvvideo: 'dvvideo',
	mjpeg: 'mjpeg', wmv1: 'wmv1', wmv2: 'wmv2', gif: 'gif', webp: 'libwebp',
	png: 'png' };
const AUDIO = { aac: 'aac', mp3: 'libmp3lame', opus: 'libopus', ac3: 'ac3',
	eac3: 'eac3', dts: 'dca', truehd: 'truehd', mlp: 'mlp', flac: 'flac',
	vorbis: 'libvorbis', alac: 'alac', mp2: 'mp2', wmav1: 'wmav1',
	wmav2: 'wmav2', pcm_s16le: 'pcm_s16le' };
const EXTRA = {
	'AVIF is written': 'ffmpeg -v error -f lavfi -i color=red:s=64x64 '
		+ '-frames:v 1 -c:v libaom-av1 -cpu-used 8 -f avif -y /tmp/a.avif',
	'and read': 'ffmpeg -v error -i /tmp/a.avif -f null -',
	'HDR is mapped': 'ffmpeg -v error -f lavfi -i color=red:s=64x64:d=0.1 -vf '
		+ 'format=yuv420p10le,setparams=color_trc=smpte2084:color_primaries='
		+ 'bt2020:colorspace=bt2020nc,zscale=t=linear:npl=100,'
		+ 'format=gbrpf32le,zscale=p=bt709,tonemap=hable,'
		+ 'zscale=t=bt709:m=bt709:r=tv,format=yuv420p -f null -',
	'subtitles are drawn': 'printf "1\\n00:00:00,000 --> 00:00:09,000\\nHi\\n"'
		+ ' > /tmp/a.srt && ffmpeg -v error -f lavfi -i color=red:s=64x64:d=0.1'
		+ ' -vf subtitles=/tmp/a.srt -f null -',
	'words are drawn': 'ffmpeg -v error -f lavfi -i color=red:s=64x64:d=0.1 '
		+ '-vf drawtext=fontfile=/usr/share/fonts/truetype/dejavu/'
		+ 'DejaVuSans.ttf:text=hi -f null -',
	'an animated WebP is written': 'ffmpeg -v error -f lavfi -i '
		+ 'testsrc=s=64x64:d=0.3 -c:v libwebp_anim -y /tmp/a.webp',
};

export function named() {
	const text = readFileSync(join(srcdir, 'src/plan/clip_formats.c'), 'utf8');
	const table = /called\[\] = \{(.*?)\n\};/s.exec(text)[1];
	return [...table.matchAll(/\{ "(\w+)", "/g)].map(([, name]) => name);
}

export const unknown = () => named().filter((name) => !(name in VIDEO)
	&& !(name in AUDIO));

// dvvideo has a size of its own; msmpeg4 and wmv want another container.
function line(codec, kind, encoder) {
	if (!encoder)
		return `ffmpeg -v error -h decoder=${codec} | grep -q ^Decoder`;
	const source = kind === 'v' ? `testsrc2=s=${codec === 'dvvideo'
		? '720x576:r=25' : '320x240:r=25'}:d=0.2`
		: 'sine=r=48000:d=0.3,aformat=channel_layouts=stereo';
	return `ffmpeg -v error -f lavfi -i ${source} -strict -2 `
		+ `-c:${kind} ${encoder} ${codec === 'webp' ? '-frames:v 1 ' : ''}${codec === 'dvvideo' ? '-pix_fmt yuv420p '
			: ''}-f ${codec === 'webp' ? 'webp' : 'matroska'} -y /tmp/a && ffmpeg -v error -i /tmp/a `
		+ '-f framecrc - | grep -q "^0,"';
}

// [name, shell command] of each.
export const checks = () => [
	...Object.entries(VIDEO).map(([c, e]) => [c, line(c, 'v', e)]),
	...Object.entries(AUDIO).map(([c, e]) => [c, line(c, 'a', e)]),
	...Object.entries(EXTRA)];

// One shell runs all of them, and says which failed.
export const script = () => checks().map(([name, command]) =>
	`(${command}) 2>/tmp/err || { echo "${name}: $(tail -n 1 /tmp/err)"; }`)
	.join('\n');
