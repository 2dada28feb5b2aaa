/** The visitor's session, as an application has one: shared by the three applications, and counted for none. */

export const session = {
  token: "",

  async signIn(): Promise<void> {
    session.token = await request("/session/sign-in");
  },

  /** Replaces the token. Each call is a request: whoever needs one token for several calls has to see to that. */
  async refresh(): Promise<string> {
    session.token = await request("/session/refresh");
    return session.token;
  },
};

async function request(path: string): Promise<string> {
  const response = await fetch(path, { method: "POST" });
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response.text();
}
