import { useEffect } from 'react';

let holders = 0;

/** A dialog holds the page behind it still, and says so on <html>. */
export function useHoldPage(): void {
  useEffect(() => {
    holders += 1;
    document.documentElement.classList.add('holds-page');
    return () => {
      holders -= 1;
      if (holders === 0) document.documentElement.classList.remove('holds-page');
    };
  }, []);
}
