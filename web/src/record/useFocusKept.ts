import { useEffect, useRef } from 'react';

/** Keeps a reader by keyboard where they are when the button that they pressed is gone. */
export function useFocusKept(revision: number) {
  const title = useRef<HTMLHeadingElement>(null);
  const before = useRef(revision);
  useEffect(() => {
    const isNew = before.current !== revision;
    before.current = revision;
    if (isNew && document.activeElement === document.body) title.current?.focus();
  }, [revision]);
  return title;
}
