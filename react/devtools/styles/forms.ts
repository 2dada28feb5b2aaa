/** The forms that resend a call and override a method: loaded with the first of them. */
export const formStyles = /* css */ `
.form {
  display: flex;
  flex-direction: column;
  gap: 6px;
}

.form > label {
  font-weight: 600;
}

.form textarea,
.form-row input,
.form-row select {
  padding: 3px 6px;
  border: 1px solid var(--border-strong);
  border-radius: 4px;
  color: var(--text);
  background: var(--surface);
}

.form .check input {
  padding: 0;
}

.form textarea {
  flex: none;
  width: 100%;
  resize: vertical;
}

.form textarea[aria-invalid="true"] {
  border-color: var(--failed);
}

.code {
  font: 11.5px / 18px var(--font-code);
  white-space: pre;
}

.form-row {
  display: flex;
  align-items: center;
  gap: 8px;
}

.form-row > label:first-child:not(.check) {
  flex: 0 0 84px;
}

.form-row .grows {
  flex: 1;
  min-width: 0;
}

.form .problem {
  padding: 0;
  overflow-wrap: anywhere;
}

.form .segmented {
  align-self: start;
}

.armed li {
  display: flex;
  align-items: center;
  min-width: 0;
  padding: 3px 0 3px 10px;
  background: var(--warning-soft);
}

.armed-text {
  flex: 1;
  min-width: 0;
  overflow-wrap: anywhere;
}
`;
