#!/usr/bin/env node
/*
 * Properties that change inside a film, as in recordings of broadcasts: what is
 * captured has those of its moment.
 */
import { changes, H264, joined, MPEG2 } from './lib/changes.mjs';
import { done } from './lib/tap.mjs';

const FIELDS = ['-flags', '+ildct+ilme'];

await changes([
	{ name: 'aspect.ts', by: joined, video: MPEG2, parts: [
	  { size: [360, 288], sar: '16/15', layout: 'stereo', shape: [384, 288] },
	  { size: [360, 288], sar: '64/45', layout: '5.1', shape: [512, 288] }] },
	{ name: 'aspect.mpg', by: joined, video: MPEG2, parts: [
	  { size: [360, 288], sar: '64/45', layout: '5.1', shape: [512, 288] },
	  { size: [360, 288], sar: '16/15', layout: 'stereo', shape: [384, 288] }]
	},
	{ name: 'square.ts', by: joined, video: H264, parts: [
	  { size: [320, 240], sar: '1/1', layout: 'stereo', shape: [320, 240] },
	  { size: [320, 240], sar: '4/3', layout: '5.1', shape: [426, 240] }] },
	{ name: 'size.ts', by: joined, video: H264, parts: [
	  { size: [320, 180], layout: 'stereo', shape: [320, 180] },
	  { size: [640, 360], layout: '5.1', shape: [640, 360] }] },
	{ name: 'smaller.ts', by: joined, video: MPEG2, parts: [
	  { size: [640, 360], layout: '5.1', shape: [640, 360] },
	  { size: [320, 180], layout: 'stereo', shape: [320, 180] }] },
	{ name: 'fields.ts', by: joined, video: [...MPEG2, ...FIELDS],
	  fields: 'tff', parts: [
	  { size: [360, 288], layout: 'stereo', shape: [360, 288] },
	  { size: [640, 480], layout: '5.1', shape: [640, 480] }] },
	{ name: 'fields-smaller.ts', by: joined, video: [...H264, '-x264opts',
	    'tff=1'], fields: 'tff', parts: [
	  { size: [640, 480], layout: 'stereo', shape: [640, 480] },
	  { size: [360, 288], sar: '16/15', layout: '5.1', shape: [384, 288] }] },
	{ name: 'later-fields.ts', by: joined, video: MPEG2, parts: [
	  { size: [360, 288], layout: 'stereo', shape: [360, 288] },
	  { size: [640, 480], layout: '5.1', shape: [640, 480], more: FIELDS,
	    fields: 'tff' }] },
]);
await done();
