import compat from 'eslint-plugin-compat';
import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

/* A folder knows those before it in this list, and no other. */
const folders = ['lib', 'api', 'ui', 'messages', 'frames', 'share', 'trim', 'now', 'gallery', 'shell'];
const arrows = folders.map((folder, i) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': ['error', { patterns: folders.slice(i + 1).map((later) => ({
      group: [`**/${later}/*`],
      message: `${folder} must not know ${later}`,
    })) }],
  },
}));

/* The browsers are those of "browserslist" in package.json: what is used of
 * their interfaces must be there in the oldest. */
export default typescript.config(
  { ignores: ['dist', 'node_modules'] },
  ...typescript.configs.recommended,
  compat.configs['flat/recommended'],
  // Used only where share/abilities.ts has found it.
  { settings: { polyfills: ['ClipboardItem'] } },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      '@typescript-eslint/no-unused-vars': 'error',
    },
  },
  ...arrows.slice(0, -1),
);
