import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { joined, service, step } from "../databases/services.ts";
import { hasLoopback, needsLoopback } from "../loopback.ts";
import { closeStages, examplePullRequest, SHOP, Stage } from "./stage.ts";

afterEach(closeStages);

describe.skipIf(!hasLoopback)(
  needsLoopback("the app, from a signed webhook to what stands on the pull request"),
  () => {
    it("completes both checks, writes one summary and comments inside the diff", async () => {
      const stage = await new Stage(examplePullRequest("break-the-readers")).start();
      expect(await stage.deliver("opened")).toBe(200);
      expect(stage.check("Schema contract")).toMatchObject([{ status: "COMPLETED", conclusion: "FAILURE" }]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ status: "COMPLETED", conclusion: "FAILURE" }]);
      expect(stage.state.comments).toHaveLength(1);
      expect(stage.state.comments[0]?.body).toContain("full_name");
      expect(stage.state.threads.length).toBeGreaterThan(0);
      expect(stage.check("Schema contract")[0]?.annotations.length).toBeGreaterThan(0);
    });

    it("changes nothing when the same event comes again", async () => {
      const stage = await new Stage(examplePullRequest("break-the-readers")).start();
      await stage.deliver("opened");
      const before = stage.snapshot();
      stage.github.requests.length = 0;
      await stage.deliver("synchronize");
      expect(stage.snapshot()).toBe(before);
      expect(stage.github.requests.filter((request) => request.includes("mutation"))).toEqual([]);
    });

    it("says nothing about a good pull request but that it is good", async () => {
      const stage = await new Stage(examplePullRequest("add-gift-notes")).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.state.comments).toHaveLength(1);
      expect(stage.state.threads).toEqual([]);
    });

    it("completes the checks and stays silent where no schema is touched", async () => {
      const stage = await new Stage((repository) => repository.commit("change", { "README.md": "# Shop\n" })).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.state.comments).toEqual([]);
      expect(stage.state.threads).toEqual([]);
    });

    it("follows a push: one summary still, threads of mended findings resolved, those with an answer left", async () => {
      const stage = await new Stage(examplePullRequest("break-the-readers")).start();
      await stage.deliver("opened");
      const [answered] = stage.state.threads;
      if (answered === undefined) throw new Error("There should be a thread");
      stage.state.personAnswers(answered, "Why is that?");
      stage.state.personComments("Nice bot.");
      stage.state.head = stage.repository.commit("change", {
        "migrations/0007_tidy_up.up.sql": null,
        "DATABASE_SCHEMA_CONTRACT.md": readFileSync(join(SHOP, "base/DATABASE_SCHEMA_CONTRACT.md"), "utf8"),
        "README.md": "# Shop\n",
      });
      await stage.deliver("synchronize");
      expect(stage.state.comments.map(({ author }) => author)).toEqual(["schema-warden[bot]", "ada"]);
      expect(stage.state.comments[0]?.body).toContain("nothing left to review");
      const open = stage.state.threads.filter(({ resolvedBy }) => resolvedBy === undefined);
      expect(open).toEqual([answered]);
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
    });

    it("is not doubled by two deliveries at once", async () => {
      const stage = await new Stage(examplePullRequest("forget-the-contracts")).start();
      await Promise.all([stage.deliver("opened"), stage.deliver("synchronize"), stage.deliver("synchronize")]);
      expect(stage.state.comments).toHaveLength(1);
      expect(stage.check("Schema contract")).toHaveLength(1);
      const places = stage.state.threads.map(({ path, line, comments }) => `${path}:${line} ${comments[0]?.body}`);
      expect(new Set(places).size).toBe(places.length);
    });

    it("reads a fork's head, and does not mistake a person's words for its own", async () => {
      const stage = await new Stage(examplePullRequest("forget-the-contracts")).start();
      stage.state.personComments("<!-- schema-warden:summary -->\nI am the bot.");
      await stage.deliver("opened");
      expect(stage.state.comments.map(({ author }) => author)).toEqual(["ada", "schema-warden[bot]"]);
      expect(stage.state.comments[0]?.body).toContain("I am the bot.");
    });

    it("completes both checks with a sentence when GitHub fails, and mends them with the next event", async () => {
      const stage = await new Stage(examplePullRequest("add-gift-notes")).start();
      stage.github.failOnce.set(`/repos/octo/shop/git/trees/${stage.state.head}`, 502);
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([
        { status: "COMPLETED", conclusion: "FAILURE", output: { title: "The review could not be done" } },
      ]);
      expect(stage.check("Breaking change sign-off")).toMatchObject([{ conclusion: "FAILURE" }]);
      await stage.deliver("synchronize");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
    });

    const configured = (text: string) => ({ ".github/schema-warden.yml": text });

    it("goes by the base branch's configuration, with no request more", async () => {
      const withoutMigrations = configured("migrations: { exclude: ['**'] }\nrules: { drop-column: off }\n");
      const [plain, stage] = await Promise.all([
        new Stage(examplePullRequest("break-the-readers")).start(),
        new Stage(examplePullRequest("break-the-readers"), withoutMigrations).start(),
      ]);
      await plain.deliver("opened");
      await stage.deliver("opened");
      expect(plain.state.comments[0]?.body).toContain("full_name");
      expect(stage.state.comments[0]?.body ?? "").not.toContain("drop-column");
      expect(stage.github.requests.length).toBeLessThanOrEqual(plain.github.requests.length);
    });

    it("says in both checks what is wrong in the base branch's configuration", async () => {
      const stage = await new Stage(
        examplePullRequest("add-gift-notes"),
        configured("rules:\n  drop-colum: off\n"),
      ).start();
      await stage.deliver("opened");
      for (const name of ["Schema contract", "Breaking change sign-off"]) {
        const [check] = stage.check(name);
        expect(check).toMatchObject({ status: "COMPLETED", conclusion: "FAILURE" });
        expect(check?.output.summary.replaceAll("\\", "")).toContain(
          '.github/schema-warden.yml:2:3: There is no rule "drop-colum". Did you mean "drop-column"?',
        );
      }
      expect(stage.state.comments).toEqual([]);
    });

    it("finds at its line what is wrong in the configuration of a pull request", async () => {
      const stage = await new Stage((repository) => repository.commit("change", configured("ruels: {}\n"))).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "FAILURE" }]);
      expect(stage.state.threads).toMatchObject([{ path: ".github/schema-warden.yml", line: 1 }]);
      expect(stage.state.comments[0]?.body).toContain("takes effect once it is merged");
    });

    it("takes in what another repository says, in one request", async () => {
      const stage = await new Stage(
        (repository) => repository.commit("change", { "README.md": "# Shop\n" }),
        configured("_extends: .github\n"),
      ).start();
      await stage.deliver("opened");
      expect(stage.check("Schema contract")[0]?.output.summary.replaceAll("\\", "")).toContain(
        '".github:.github/schema-warden.yml", which is not there, or may not be read by this app.',
      );
      stage.state.otherFiles.set("octo/.github:.github/schema-warden.yml", "rules: { drop-column: off }\n");
      stage.github.requests.length = 0;
      await stage.deliver("synchronize");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.github.requests.filter((one) => one.includes("/contents/"))).toEqual([
        "GET /repos/octo/.github/contents/.github%2Fschema-warden.yml",
      ]);
    });

    it("reads no other repository for the configuration of a pull request, which anybody may write", async () => {
      const brought = configured("_extends: octo/secrets:passwords.yml\n");
      const stage = await new Stage((repository) => repository.commit("change", brought)).start();
      stage.state.otherFiles.set("octo/secrets:passwords.yml", "hunter2\n");
      await stage.deliver("opened");
      expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "SUCCESS" }]);
      expect(stage.github.requests.filter((one) => one.includes("/contents/"))).toEqual([]);
      expect(stage.snapshot()).not.toContain("hunter2");
    });

    it("refuses a delivery whose signature is wrong", async () => {
      const stage = await new Stage(examplePullRequest("add-gift-notes")).start();
      expect(await stage.deliver("opened", "another secret")).toBe(400);
      expect(stage.github.requests).toEqual([]);
    });

    it("reviews two databases with the requests of one", async () => {
      const services = Object.fromEntries(joined(service("services/a/", "invoices"), service("services/b/", "users")));
      const [a, b] = [["services/a/", "invoices"] as const, ["services/b/", "users"] as const].map(([root, table]) =>
        Object.fromEntries(step(root, `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS note text;`)),
      );
      const [one, two] = await Promise.all(
        [{ ...b }, { ...a, ...b }].map((files) =>
          new Stage((repository) => repository.commit("change", files), services).start(),
        ),
      );
      await one?.deliver("opened");
      await two?.deliver("opened");
      expect(two?.check("Schema contract")).toMatchObject([{ conclusion: "FAILURE" }]);
      expect(two?.state.comments[0]?.body).toContain("2 databases touched, 2 with errors");
      const said = (stage: Stage | undefined) => stage?.state.threads.map(({ comments }) => comments[0]?.body).join();
      expect(said(two)).toContain("<sub>`services/a` · `column-undocumented`");
      expect(said(one)).toContain("<sub>`column-undocumented`");
      expect(two?.github.requests.length).toBe(one?.github.requests.length);
      expect(two?.github.requests.length).toBeLessThanOrEqual(4);
      const before = two?.snapshot();
      await two?.deliver("synchronize");
      expect(two?.snapshot()).toBe(before);
    });
  },
);
