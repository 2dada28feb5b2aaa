/** An error boundary that shows the code of the error. */
import { Component, type ReactNode } from "react";

export class Boundary extends Component<{ children: ReactNode }, { error?: { code: string } }> {
  override state: { error?: { code: string } } = {};

  static getDerivedStateFromError(error: { code: string }) {
    return { error };
  }

  override render() {
    return this.state.error ? `caught ${this.state.error.code}` : this.props.children;
  }
}
