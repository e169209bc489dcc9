// A black PNG of 16 bits a colour, of any size: a large one is made at once,
// since what it holds is the same piece again and again.
import { constants, crc32, deflateRawSync } from 'node:zlib';

const PIECE = Buffer.alloc(1 << 20);
const END = Buffer.alloc(0);

function chunk(type, data) {
	const body = Buffer.concat([Buffer.from(type), data]);
	const numbers = Buffer.alloc(8);
	numbers.writeUInt32BE(data.length, 0);
	numbers.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

function zeros(n) {
	const piece = deflateRawSync(PIECE, { finishFlush: constants.Z_FULL_FLUSH });
	const sum = Buffer.alloc(4);	// Adler-32
	sum.writeUInt16BE(n % 65521, 0);
	sum.writeUInt16BE(1, 2);
	return Buffer.concat([Buffer.from([0x78, 0x9c]),
		...Array(Math.floor(n / PIECE.length)).fill(piece),
		deflateRawSync(Buffer.alloc(n % PIECE.length)), sum]);
}

export function png(width, height) {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([16, 2], 8);
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', head), chunk('IDAT', zeros(height * (1 + 6 * width))),
		chunk('IEND', END)]);
}
