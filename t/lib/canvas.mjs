/*
 * Paints the frames of the test films as raw yuv420p: the frame's number in
 * blocks (code.mjs), below it eight colours, below these a bar that moves from
 * field to field.  The colours are the same scene in every transfer function,
 * so that an HDR film shown rightly looks like its SDR sibling.
 */
import { blocks, COLS, ROWS, CODE_HEIGHT } from './code.mjs';

/* Linear light of BT.709 primaries, 1 = diffuse white. */
export const COLOURS = {
	white: [1, 1, 1],
	yellow: [0.8, 0.7, 0.05],
	cyan: [0.05, 0.6, 0.7],
	green: [0.05, 0.5, 0.08],
	magenta: [0.6, 0.06, 0.5],
	red: [0.6, 0.03, 0.03],
	blue: [0.04, 0.06, 0.6],
	skin: [0.55, 0.30, 0.20],
};

const TO_2020 = [
	[0.6274, 0.3293, 0.0433],
	[0.0691, 0.9195, 0.0114],
	[0.0164, 0.0880, 0.8956],
];

const DIFFUSE_WHITE_NITS = 203;

function
wide([r, g, b])
{
	return TO_2020.map(([x, y, z]) => x * r + y * g + z * b);
}

function
gamma(l)
{
	return l < 0.018 ? 4.5 * l : 1.099 * l ** 0.45 - 0.099;
}

function
pq(l)
{
	const y = (l * DIFFUSE_WHITE_NITS / 10000) ** 0.1593017578125;

	return ((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y)) ** 78.84375;
}

/* Diffuse white is 75 % of the signal (BT.2408): 0.265 of the light. */
function
hlg(l)
{
	const e = l * 0.265;

	return e <= 1 / 12 ? Math.sqrt(3 * e) :
	    0.17883277 * Math.log(12 * e - 0.28466892) + 0.55991073;
}

/* How light becomes a signal: curve, primaries, weights of red and blue. */
const LOOKS = {
	sdr: { curve: gamma, primaries: (c) => c, kr: 0.2126, kb: 0.0722 },
	pq: { curve: pq, primaries: wide, kr: 0.2627, kb: 0.0593 },
	hlg: { curve: hlg, primaries: wide, kr: 0.2627, kb: 0.0593 },
};

function
yuv({ curve, primaries, kr, kb }, light)
{
	const [r, g, b] = primaries(light).map(curve);
	const y = kr * r + (1 - kr - kb) * g + kb * b;

	return [16 + 219 * y, 128 + 112 * (b - y) / (1 - kb),
	    128 + 112 * (r - y) / (1 - kr)].map(Math.round);
}

function
palette(look)
{
	const facts = LOOKS[look];

	return {
		white: yuv(facts, [1, 1, 1])[0],
		black: yuv(facts, [0, 0, 0])[0],
		patches: Object.values(COLOURS).map((c) => yuv(facts, c)),
	};
}

/* One row of pixels is painted, then copied down: rows are cheap. */
function
band(plane, width, from, to, cells)
{
	const line = plane.subarray(from * width, (from + 1) * width);

	cells.forEach((value, i) => line.fill(value,
	    Math.round(i * width / cells.length),
	    Math.round((i + 1) * width / cells.length)));
	for (let y = from + 1; y < to; y++)
		plane.copyWithin(y * width, from * width,
		    (from + 1) * width);
}

/* Where field number `field` has the moving bar. */
function
bar(line, field, colours)
{
	const width = line.length, long = Math.round(width / 8);
	const at = field * Math.max(2, Math.round(width / 60)) %
	    (width - long);

	line.fill(colours.black);
	line.fill(colours.white, at, at + long);
}

/* fields: null (progressive), 'tff' or 'bff': which lines are earlier. */
function
motion(plane, width, from, to, frame, fields, colours)
{
	const late = { tff: 1, bff: 0 }[fields];

	for (let y = from; y < to; y++)
		bar(plane.subarray(y * width, (y + 1) * width),
		    frame * 2 + (late === undefined ? 0 : +(y % 2 === late)),
		    colours);
}

/* A painter of frames of one size and look; its buffer is painted anew. */
export function
painter({ size: [width, height], look = 'sdr', fields = null, film })
{
	const luma = width * height, cw = width / 2, ch = height / 2;
	const frame = Buffer.alloc(luma + 2 * cw * ch, 128);
	const planes = [frame.subarray(0, luma),
	    frame.subarray(luma, luma + cw * ch), frame.subarray(luma + cw * ch)];
	const colours = palette(look);
	const code = 2 * Math.round(ch * CODE_HEIGHT);
	const patches = 2 * Math.round(ch * (1 + CODE_HEIGHT) / 2);

	planes.forEach((plane, i) => band(plane, i ? cw : width,
	    i ? code / 2 : code, i ? patches / 2 : patches,
	    colours.patches.map((c) => c[i])));
	return (n) => {
		const cells = blocks(n, film).map((bit) =>
		    bit ? colours.white : colours.black);
		for (let row = 0; row < ROWS; row++)
			band(planes[0], width, Math.round(row * code / ROWS),
			    Math.round((row + 1) * code / ROWS),
			    cells.slice(row * COLS, (row + 1) * COLS));
		motion(planes[0], width, patches, height, n, fields, colours);
		return frame;
	};
}
