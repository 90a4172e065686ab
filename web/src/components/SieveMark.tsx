/** The mark of the product: a sieve, and what it lets through. */
export function SieveMark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path
        className="mark-bowl"
        d="M3 9h26l-2.6 8.4A6 6 0 0 1 20.7 21.6h-9.4a6 6 0 0 1-5.7-4.2z"
      />
      <g className="mark-holes">
        <circle cx="10.5" cy="13.5" r="1.5" />
        <circle cx="16" cy="13.5" r="1.5" />
        <circle cx="21.5" cy="13.5" r="1.5" />
        <circle cx="13.2" cy="17.8" r="1.5" />
        <circle cx="18.8" cy="17.8" r="1.5" />
      </g>
      <circle className="mark-grain" cx="16" cy="27" r="2.2" />
    </svg>
  );
}
