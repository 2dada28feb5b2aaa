/** The icons of the panel: 16 by 16, in the color of the surrounding text. */
import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const RecordIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="4.5" fill="currentColor" />
  </Icon>
);
export const PausedIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="4.5" />
  </Icon>
);
export const ClearIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.25" />
    <path d="M4.5 11.5l7-7" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <circle cx="8" cy="3.5" r=".6" fill="currentColor" />
    <circle cx="8" cy="8" r=".6" fill="currentColor" />
    <circle cx="8" cy="12.5" r=".6" fill="currentColor" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Icon>
);
export const FilterIcon = () => (
  <Icon>
    <path d="M2.5 3.5h11l-4.25 5v4l-2.5 1v-5z" />
  </Icon>
);
export const PopOutIcon = () => (
  <Icon>
    <path d="M7 3H3v10h10V9M9.5 2.5h4v4M13 3L8 8" />
  </Icon>
);
