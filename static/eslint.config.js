import compat from 'eslint-plugin-compat';
import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

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
);
