#!/usr/bin/env node
/*
 * Films that people joined: one header for all, or one description for each
 * part.  What is captured has the properties of its moment.
 */
import { append, changes, concat, H264, MPEG2 } from './lib/changes.mjs';
import { done } from './lib/tap.mjs';

const HEVC = ['-c:v', 'libx265', '-preset', 'ultrafast', '-g', '25', '-pix_fmt',
	'yuv420p', '-tag:v', 'hvc1', '-x265-params'];

await changes([
	{ name: 'size.mkv', by: concat, video: H264, parts: [
	  { size: [320, 180], layout: 'stereo', shape: [320, 180] },
	  { size: [640, 360], layout: 'stereo', shape: [640, 360] }] },
	{ name: 'aspect.mp4', by: concat, video: H264, parts: [
	  { size: [360, 288], sar: '16/15', layout: 'stereo',
	    shape: [384, 288] },
	  { size: [360, 288], sar: '64/45', layout: 'stereo',
	    shape: [512, 288] }] },
	{ name: 'square.mkv', by: concat, video: H264, parts: [
	  { size: [360, 288], sar: '64/45', layout: 'stereo',
	    shape: [512, 288] },
	  { size: [640, 360], sar: '1/1', layout: 'stereo',
	    shape: [640, 360] }] },
	{ name: 'discs.mkv', by: concat, video: MPEG2, parts: [
	  { size: [360, 288], sar: '16/15', layout: 'stereo',
	    shape: [384, 288] },
	  { size: [360, 288], sar: '64/45', layout: 'stereo',
	    shape: [512, 288] }] },
	{ name: 'hevc.mkv', by: concat, video: [...HEVC,
	    'repeat-headers=1:log-level=error'], parts: [
	  { size: [360, 288], sar: '16/15', layout: 'stereo',
	    shape: [384, 288] },
	  { size: [640, 360], sar: '1/1', layout: 'stereo',
	    shape: [640, 360] }] },
	{ name: 'fields.mkv', by: concat, video: [...H264, '-x264opts', 'tff=1'],
	  fields: 'tff', parts: [
	  { size: [360, 288], sar: '16/15', layout: 'stereo',
	    shape: [384, 288] },
	  { size: [640, 480], sar: '1/1', layout: 'stereo',
	    shape: [640, 480] }] },
	{ name: 'described.mp4', by: append, video: H264, parts: [
	  { size: [360, 288], sar: '16/15', shape: [384, 288] },
	  { size: [640, 360], sar: '1/1', shape: [640, 360] }] },
	{ name: 'described-aspect.mp4', by: append, video: H264, parts: [
	  { size: [360, 288], sar: '16/15', shape: [384, 288] },
	  { size: [360, 288], sar: '64/45', shape: [512, 288] }] },
	{ name: 'described-hevc.mp4', by: append, video: [...HEVC,
	    'log-level=error'], parts: [
	  { size: [360, 288], sar: '64/45', shape: [512, 288] },
	  { size: [640, 360], sar: '1/1', shape: [640, 360] }] },
]);
await done();
