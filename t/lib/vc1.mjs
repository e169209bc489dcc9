/*
 * VC-1 video (SMPTE 421M), since FFmpeg decodes it only: every frame is an I
 * picture whose 8 x 8 blocks are flat, which is what canvas.mjs paints, nearly.
 *
 *	wmv3	main profile, as in WMV files; an RCV file (421M, Annex L)
 *	vc1	advanced profile, as on Blu-ray discs; start codes (Annex E)
 */
const STEP = 4;			/* of the quantizer */
const GAIN = 1.125;		/* what a DC level of 1 adds, at that step */
/* "No difference" and "eight bits and a sign follow", of luma and chroma. */
const SAME = [[1, 1], [0, 2]];
const ESCAPE = [[0x6078f, 24], [0x60888f, 23]];

class Bits {
	constructor() { this.bytes = []; this.room = 0; }

	put(value, count) {
		for (let i = count - 1; i >= 0; i--) {
			if (!this.room) {
				this.bytes.push(0);
				this.room = 8;
			}
			this.bytes[this.bytes.length - 1] |=
			    (value >> i & 1) << --this.room;
		}
		return this;
	}

	/* [value, count] pairs, in order. */
	all(...fields) {
		fields.forEach(([value, count]) => this.put(value, count));
		return this;
	}
}

/* The mean of each 8 x 8 block of a plane; beyond its edge, its last line. */
function
means(plane, width, height, columns, rows)
{
	const at = (x, y) => plane[Math.min(y, height - 1) * width +
	    Math.min(x, width - 1)];
	const mean = (c, r) => {
		let sum = 0;
		for (let y = 0; y < 8; y++)
			for (let x = 0; x < 8; x++)
				sum += at(8 * c + x, 8 * r + y);
		return sum / 64;
	};

	return Array.from({ length: columns * rows }, (_, i) =>
	    mean(i % columns, Math.floor(i / columns)));
}

/* From above or from the left, whichever side differs less from the corner. */
function
predicted(levels, columns, c, r, outside)
{
	const at = (x, y) => x < 0 || y < 0 ? outside :
	    levels[y * columns + x];
	const above = at(c, r - 1), left = at(c - 1, r);
	const corner = at(c - 1, r - 1);

	if (outside === 0 && (!c || !r))	/* then only one side counts */
		return c ? left : above;
	return Math.abs(above - corner) <= Math.abs(corner - left) ? left :
	    above;
}

function
block(bits, chroma, difference)
{
	if (!difference)
		return bits.put(...SAME[chroma]);
	return bits.put(...ESCAPE[chroma]).put(Math.abs(difference), 8)
	    .put(difference < 0 ? 1 : 0, 1);
}

/* A picture's macroblocks: four blocks of luma, one of each colour. */
function
macroblocks(bits, frame, [width, height], advanced)
{
	const columns = Math.ceil(width / 16), rows = Math.ceil(height / 16);
	const luma = width * height, cw = width / 2, ch = height / 2;
	const zero = advanced ? 128 : 0;
	const plane = (from, w, h, k) => ({ columns: k * columns, levels:
	    means(frame.subarray(from, from + w * h), w, h, k * columns,
	    k * rows).map((value) => Math.round((value - zero) / GAIN)) });
	const y = plane(0, width, height, 2);
	const colours = [plane(luma, cw, ch, 1),
	    plane(luma + cw * ch, cw, ch, 1)];
	const code = ({ levels, columns: n }, chroma, c, r) => block(bits,
	    chroma, levels[r * n + c] - predicted(levels, n, c, r,
	    advanced ? 0 : 128));

	for (let r = 0; r < rows; r++)
		for (let c = 0; c < columns; c++) {
			bits.all([1, 1], [0, 1]);	/* DC only */
			for (let i = 0; i < 4; i++)
				code(y, 0, 2 * c + i % 2, 2 * r + (i >> 1));
			colours.forEach((colour) => code(colour, 1, c, r));
		}
	return Buffer.from(bits.bytes);
}

/* Counter, I, buffer fullness, step; tables 0, 0 and 0. */
function
main(frame, size)
{
	return macroblocks(new Bits().all([0, 2], [0, 1], [0, 7], [STEP, 5],
	    [0, 1], [0, 1], [0, 1], [0, 1]), frame, size, false);
}

function
rcv([width, height], rate, frames)
{
	const head = Buffer.alloc(36);
	/* Main profile, with the loop filter off and the fast transform on. */
	const facts = new Bits().all([1, 2], [0, 2], [0, 3], [0, 5], [0, 3],
	    [1, 1], [1, 1], [0, 1], [0, 2], [0, 1], [0, 1], [0, 1], [0, 1],
	    [0, 1], [0, 3], [0, 2], [0, 1], [1, 1]);

	head.writeUInt32LE(0xc5000000 + frames, 0);
	head.writeUInt32LE(4, 4);
	Buffer.from(facts.bytes).copy(head, 8);
	[height, width, 12, 0, 0, rate].forEach((value, i) =>
	    head.writeUInt32LE(value, 12 + 4 * i));
	return head;
}

/* A start code, and a body in which no start code can be seen. */
function
unit(code, body)
{
	const out = [0, 0, 1, code];
	let zeros = 0;

	for (const byte of body) {
		if (zeros >= 2 && byte <= 3) {
			out.push(3);
			zeros = 0;
		}
		out.push(byte);
		zeros = byte ? 0 : zeros + 1;
	}
	return Buffer.from(out);
}

function
sequence([width, height])
{
	const half = (n) => [n / 2 - 1, 12];
	const facts = new Bits().all([3, 2], [2, 3], [1, 2], [0, 3], [0, 5],
	    [0, 1], half(width), half(height), [0, 1], [0, 1], [0, 1], [0, 1],
	    [1, 1], [0, 1], [0, 1], [0, 1], [1, 1]);
	const entry = new Bits().all([0, 1], [1, 1], [0, 1], [0, 1], [0, 1],
	    [1, 1], [0, 1], [0, 2], [0, 1], [0, 1], [0, 2], [0, 1], [0, 1],
	    [0, 1], [1, 1]);

	return Buffer.concat([unit(0x0f, facts.bytes), unit(0x0e,
	    entry.bytes)]);
}

/* I, rounding, step; no bit plane for the prediction; tables 0, 0 and 0. */
function
advanced(frame, size)
{
	return macroblocks(new Bits().all([6, 3], [0, 1], [STEP, 5], [0, 1],
	    [0, 1], [0, 4], [0, 1], [0, 1], [0, 1]), frame, size, true);
}

/* The frames of a film, encoded; as FFmpeg's input format of the same name. */
export const ENCODERS = {
	*vc1test(film, frames)
	{
		let n = 0;

		yield rcv(film.size, Number(film.rate), film.frames);
		for (const frame of frames) {
			const body = main(frame, film.size);
			const head = Buffer.alloc(8);
			head.writeUInt32LE(0x80000000 + body.length, 0);
			head.writeUInt32LE(n++, 4);
			yield Buffer.concat([head, body]);
		}
	},
	*vc1(film, frames)
	{
		for (const frame of frames)
			yield Buffer.concat([sequence(film.size), unit(0x0d,
			    advanced(frame, film.size))]);
	},
};
