import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/* What the oldest browsers of "browserslist" do not know stands beside what
 * they know. */
const root = join(__dirname);
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, lines: readFileSync(join(root, name), 'utf8').split('\n') }));

function property(line: string | undefined): string {
  return /^\s*([\w-]+):/.exec(line ?? '')?.[1] ?? '';
}

test.each(sheets)('$name', ({ lines }) => {
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    expect(line, 'Firefox 115 knows no :has()').not.toMatch(/:has\(/);
    if (/\ddvh/.test(line)) expect([property(before), /\dvh/.test(before ?? '')], line).toEqual([property(line), true]);
    if (/^\s*backdrop-filter:/.test(line)) expect(before, line).toMatch(/-webkit-backdrop-filter:/);
    if (/overflow: clip/.test(line)) expect(before, line).toMatch(/overflow: hidden/);
  });
});

test.each(sheets.filter(({ name }) => name !== 'styles.css'))('$name has its colours from the palette', ({ lines }) => {
  for (const line of lines) expect(line).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(\d|hsl\(/i);
});
