"""Beside a base only what a change introduces is new, and no change acquits itself. Each test has a repository of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repositories import ENVIRONMENT, POLICY, Repo, cluster, template

BROKEN = template(cluster())
SOUND = template(cluster(value="enabled"))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


# ---------------------------------------------------------------- what is new


def test_what_a_change_adds_is_new_and_what_was_there_is_not(repo):
    repo.base(a_yaml=BROKEN)
    repo.write(b_yaml=template(cluster("Other")))
    repo.commit()
    found = repo.scan("--base", "main", "--fail-on", "new:high")

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new"}
    assert found.summary["states"] == {"new": 1, "unchanged": 1, "gone": 0}
    assert found.code == 1


def test_what_is_not_new_opens_the_gate_for_new_ones_alone(repo):
    repo.base(a_yaml=BROKEN)
    repo.write(c_yaml=SOUND)
    repo.commit()

    assert repo.scan("--base", "main", "--fail-on", "new:info").code == 0
    assert repo.scan("--base", "main", "--fail-on", "high").code == 1
    assert repo.scan("--base", "main", "--fail-on", "new:low,critical").code == 0
    assert repo.scan("--base", "main", "--fail-on", "none").code == 0


def test_what_a_change_mends_is_gone_and_fails_nothing(repo):
    repo.base(a_yaml=BROKEN)
    repo.write(a_yaml=SOUND)
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "gone"}
    assert found.summary["verdicts"]["fail"] == 0
    assert found.summary["states"]["gone"] == 1
    assert found.code == 0


def test_changes_that_are_not_committed_count(repo):
    repo.base(a_yaml=SOUND)
    repo.write(a_yaml=BROKEN)

    assert repo.scan("--base", "main").states == {"a.yaml#Cluster": "new"}


def test_what_main_did_since_is_not_held_against_the_change(repo):
    """The merge base is compared with, not the tip of main, where the finding is mended already."""
    repo.base(a_yaml=BROKEN)
    repo.git("checkout", "--quiet", "main")
    repo.write(a_yaml=SOUND)
    repo.commit()
    repo.git("checkout", "--quiet", "change")

    assert repo.scan("--base", "main", "--fail-on", "new").states == {"a.yaml#Cluster": "unchanged"}


def test_a_renamed_file_holds_nothing_new(repo):
    repo.base(a_yaml=template(cluster(), cluster("Second")))
    repo.git("mv", "a.yaml", "b.yaml")
    repo.commit()

    assert repo.scan("--base", "main").states == {"b.yaml#Cluster": "unchanged", "b.yaml#Second": "unchanged"}


def test_a_target_is_known_by_the_name_that_it_had(repo):
    """The base has nothing of its name; what it was renamed from is compared with."""
    repo.base(a_yaml=BROKEN, old__one_yaml=template(cluster("One")), old__deep__two_yaml=template(cluster("Two")))
    repo.git("mv", "a.yaml", "b.yaml")
    repo.git("mv", "old", "new")
    repo.commit()

    assert repo.scan("--base", "main", target="b.yaml").states == {"b.yaml#Cluster": "unchanged"}
    assert repo.scan("--base", "main", target="new").states == {"new/one.yaml#One": "unchanged", "new/deep/two.yaml#Two": "unchanged"}


def test_a_file_renamed_without_a_commit_holds_nothing_new(repo):
    repo.base(a_yaml=BROKEN)
    (repo.path / "a.yaml").rename(repo.path / "b.yaml")

    assert repo.scan("--base", "main").states == {"b.yaml#Cluster": "unchanged"}


def test_a_renamed_folder_of_terraform_holds_nothing_new(repo):
    code = 'resource "aws_ecs_cluster" "main" {\n  name = "shop"\n}\n'
    repo.base(envs__prod__main_tf=code)
    assert "unchanged" in repo.scan("--base", "main").states.values()
    repo.git("mv", "envs/prod", "envs/production")
    repo.commit()

    assert repo.scan("--base", "main").states == {"envs/production#aws_ecs_cluster.main": "unchanged"}


def test_a_reformatted_template_holds_nothing_new(repo):
    repo.base(a_yaml=BROKEN)
    repo.write(a_yaml="# words\n\n" + BROKEN.replace("  Cluster:", "\n\n  Cluster:").replace("{Name: ", "{  Name:  "))

    assert repo.scan("--base", "main").states == {"a.yaml#Cluster": "unchanged"}


def test_a_template_that_is_split_holds_nothing_new(repo):
    repo.base(a_yaml=template(cluster(), cluster("Second")))
    repo.write(a_yaml=template(cluster()), second_yaml=template(cluster("Second")))
    repo.commit()

    assert repo.scan("--base", "main").states == {"a.yaml#Cluster": "unchanged", "second.yaml#Second": "unchanged"}


def test_a_twin_in_another_file_is_new_while_the_first_is_still_there(repo):
    """The same name elsewhere is no move: what was known is mended where it stood, and broken in another place."""
    repo.base(a_yaml=BROKEN)
    repo.write(a_yaml=SOUND, b_yaml=BROKEN)
    repo.commit()

    assert repo.scan("--base", "main").states == {"a.yaml#Cluster": "gone", "b.yaml#Cluster": "new"}


def test_a_default_that_changes_elsewhere_makes_what_it_breaks_new(repo):
    """One line of variables.tf changes; the resource in main.tf is the same, and broken now."""
    code = """resource "aws_ecs_cluster" "main" {
  name = "shop"
  setting {
    name  = "containerInsights"
    value = var.insights
  }
}
"""
    variable = 'variable "insights" {\n  default = "enabled"\n}\n'
    repo.base(main_tf=code, variables_tf=variable)
    repo.write(variables_tf=variable.replace("enabled", "disabled"))
    found = repo.scan("--base", "main", "--fail-on", "new")

    assert found.states == {".#aws_ecs_cluster.main": "new"}
    assert found.code == 1


def test_a_parameter_that_changes_in_a_file_makes_what_it_breaks_new(repo):
    text = template(cluster(value="!Ref Insights"), before="Parameters:\n  Insights: {Type: String}\n")
    repo.files({"parameters.json": '{"Parameters": {"Insights": "enabled"}}'})
    repo.base(a_yaml=text)
    repo.files({"parameters.json": '{"Parameters": {"Insights": "disabled"}}'})
    found = repo.scan("--base", "main", "--parameters", "parameters.json")

    assert found.states == {"a.yaml#Cluster": "new"}


def test_what_was_unknown_and_now_fails_is_new(repo):
    text = template(cluster(value="!Ref Insights"), before="Parameters:\n  Insights: {Type: String}\n")
    repo.base(a_yaml=text)
    assert repo.scan("--base", "main").states == {"a.yaml#Cluster": "unchanged"}
    repo.write(a_yaml=text.replace("{Type: String}", "{Type: String, Default: disabled}"))

    assert repo.scan("--base", "main").states == {"a.yaml#Cluster": "new"}


def test_what_cannot_be_read_any_more_is_not_called_gone(repo):
    repo.base(a_yaml=BROKEN, b_yaml=SOUND)
    repo.write(a_yaml=BROKEN + "  - : [\n")
    found = repo.scan("--base", "main")

    assert found.states == {}
    assert "a.yaml was not wholly read" in found.notes


def test_a_folder_below_the_repository_is_compared_by_the_same_names(repo):
    repo.base(infra__a_yaml=BROKEN)
    repo.write(infra__b_yaml=template(cluster("Other")))
    inside = repo.scan("--base", "main", cwd=repo.path / "infra")

    assert inside.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new"}
    outside = repo.run("scan", "repo/infra", "--policies", "rules", "--no-builtin", "--base", "main", cwd=repo.path.parent)
    assert "1 new, 1 unchanged" in outside.stdout


def test_a_target_that_the_base_does_not_have_is_new(repo):
    repo.base(a_yaml=SOUND)
    repo.write(new__b_yaml=BROKEN)
    found = repo.run("scan", "new", "--policies", str(repo.rules), "--no-builtin", "--base", "main")

    assert "1 new, 0 unchanged, 0 gone" in found.stdout


# ---------------------------------------------------------------- clones and histories


def shallow(repo: Repo, folder: Path, *arguments: str) -> Repo:
    """A clone of a repository, beside the same rules."""
    folder.mkdir()
    url = f"file://{repo.path}"
    subprocess.run(["git", "clone", "--quiet", *arguments, url, "repo"], cwd=folder, env=ENVIRONMENT, check=True, timeout=60)
    return Repo(folder)


def test_a_shallow_clone_fetches_what_it_lacks(repo, tmp_path):
    repo.base(a_yaml=BROKEN)
    repo.write(b_yaml=template(cluster("Other")))
    repo.commit()
    repo.write(c_yaml=SOUND)
    repo.commit()
    clone = shallow(repo, tmp_path / "clone", "--depth=1", "--branch=change")
    found = clone.scan("--base", "origin/main")

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new"}
    assert "history was fetched" in found.notes
    assert clone.git("rev-list", "--count", "HEAD") == "1"  # nothing of it stays in the clone


def test_a_merge_commit_of_a_pull_request_needs_no_history(repo, tmp_path):
    """GitHub's checkout: depth 1 at the merge of base and head; the base is one of its parents."""
    repo.base(a_yaml=BROKEN)
    repo.write(b_yaml=template(cluster("Other")))
    repo.commit()
    base = repo.git("rev-parse", "main")
    repo.git("checkout", "--quiet", "-b", "merge", "main")
    repo.git("merge", "--quiet", "--no-ff", "--message", "merge", "change")
    clone = shallow(repo, tmp_path / "clone", "--depth=1", "--branch=merge")
    found = clone.scan("--base", base)

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new"}


def test_a_base_that_cannot_be_had_makes_everything_new_and_lets_nothing_of_the_tree_count(repo, tmp_path):
    repo.base(a_yaml=BROKEN)
    repo.write(plimsoll_yaml='ignore: ["*"]\n')
    repo.commit()
    clone = shallow(repo, tmp_path / "clone", "--depth=1", "--branch=change")
    clone.git("remote", "set-url", "origin", f"file://{tmp_path}/nowhere")
    found = clone.scan("--base", "origin/main")

    assert found.states == {"a.yaml#Cluster": "new"}
    assert "cannot be had" in found.notes and "fetch-depth: 0" in found.notes
    assert found.code == 1


def test_a_merge_base_that_cannot_be_had_is_replaced_by_the_tip_and_said_so(repo, tmp_path):
    repo.base(a_yaml=BROKEN)
    repo.write(b_yaml=template(cluster("Other")))
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.write(c_yaml=SOUND)
    repo.commit()
    clone = shallow(repo, tmp_path / "clone", "--depth=1", "--no-single-branch", "--branch=change")
    clone.git("remote", "set-url", "origin", f"file://{tmp_path}/nowhere")
    found = clone.scan("--base", "origin/main")

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new"}
    assert "compared with origin/main itself" in found.notes


def test_without_a_common_ancestor_the_base_itself_is_compared_with(repo):
    repo.base(a_yaml=BROKEN)
    repo.git("checkout", "--quiet", "--orphan", "alone")
    repo.write(b_yaml=template(cluster("Other")))
    repo.commit()
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new"}
    assert "no common ancestor" in found.notes


def test_a_folder_in_no_repository_is_refused(repo, tmp_path):
    shutil.rmtree(repo.path / ".git")
    (repo.path / "a.yaml").write_text(BROKEN, encoding="utf-8")
    found = repo.scan("--base", "main")

    assert (found.code, found.report) == (2, {})
    assert "lies in no git repository" in found.error and "--baseline" in found.error


@pytest.mark.parametrize("ref", ["--upload-pack=touch hit", "-x", "main..change", "a b", "main:a.yaml", "nowhere", "a\nb", "@{upstream}"])
def test_a_ref_that_names_no_commit_is_refused(repo, ref):
    repo.base(a_yaml=BROKEN)
    found = repo.scan(f"--base={ref}")

    assert found.code == 2
    assert "Traceback" not in found.error
    assert not (repo.path / "hit").exists()


def test_a_hostile_repository_runs_nothing(repo, tmp_path):
    """Hooks, monitors, filters, textconv, ssh commands and helpers of the repository's configuration stay unused."""
    mark = tmp_path / "ran"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho x >> {mark}\nexit 1\n", encoding="utf-8")
    trap.chmod(0o755)
    repo.base(a_yaml=BROKEN)
    repo.files({".gitattributes": "*.yaml filter=f diff=f export-ignore\n", "b.yaml": template(cluster("Other"))})
    repo.commit()
    for name in ("core.fsmonitor", "core.sshCommand", "filter.f.smudge", "filter.f.clean", "filter.f.process", "diff.f.textconv"):
        repo.git("config", name, str(trap))
    for name in ("diff.external", "diff.f.command", "core.pager", "core.gitProxy", "credential.helper", "core.alternateRefsCommand"):
        repo.git("config", name, str(trap))
    repo.git("config", "core.hooksPath", str(tmp_path))
    repo.git("config", "remote.origin.url", f"ext::{trap}")
    (tmp_path / "post-checkout").symlink_to(trap)
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new"}
    assert repo.scan("--base", "elsewhere").code == 2
    assert not mark.exists()


def test_the_environment_of_a_hook_leads_git_nowhere_else(repo, tmp_path):
    repo.base(a_yaml=BROKEN)
    other = tmp_path / "other.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(other)], env=ENVIRONMENT, check=True)

    assert repo.scan("--base", "main", GIT_DIR=str(other), GIT_INDEX_FILE="x").states == {"a.yaml#Cluster": "unchanged"}


def test_links_of_the_base_lead_nowhere_out_of_it(repo, tmp_path):
    (tmp_path / "outside.yaml").write_text(template(cluster("Outside")), encoding="utf-8")
    repo.write(a_yaml=BROKEN)
    os.symlink("../outside.yaml", repo.path / "out.yaml")
    os.symlink("a.yaml", repo.path / "in.yaml")
    repo.base()
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "unchanged"}


# ---------------------------------------------------------------- a change cannot acquit itself


def test_a_change_cannot_configure_itself_clean(repo):
    repo.base(a_yaml=SOUND)
    repo.write(a_yaml=BROKEN, plimsoll_yaml='ignore: ["*"]\nexclude: ["*.yaml"]\nfail-on: none\nseverity: critical\n')
    repo.commit()
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "new"}
    assert found.code == 1
    assert "plimsoll.yaml changes ignore, severity, exclude, fail-on: that counts only after merge" in found.notes


def test_a_change_cannot_waive_itself_in_a_comment(repo):
    repo.base(a_yaml=SOUND)
    repo.write(a_yaml=template(cluster(before='  # plimsoll:waive * reason="trust me"\n')))
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "new"}
    assert "the waiver of * for a.yaml#Cluster is new: it counts only after merge" in found.notes
    assert repo.scan().states == {"a.yaml#Cluster": " waived"}


def test_a_change_cannot_waive_itself_in_a_file(repo):
    repo.base(a_yaml=SOUND)
    repo.files({"a.yaml": BROKEN, "plimsoll-waivers.yaml": "waivers:\n  - {policy: cluster-has-insights, reason: trust me}\n"})
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "new"}
    assert "plimsoll-waivers.yaml:2: the waiver of cluster-has-insights is new: it counts only after merge" in found.notes
    assert repo.scan("--base", "main", "--waivers", "plimsoll-waivers.yaml").states == {"a.yaml#Cluster": "new"}


def test_a_change_cannot_extend_a_waiver(repo):
    ended = '  # plimsoll:waive cluster-has-insights until 2020-01-31 reason="old"\n'
    repo.base(a_yaml=template(cluster(before=ended)))
    repo.write(a_yaml=template(cluster(before=ended.replace("2020", "2999"))))
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "unchanged"}
    assert "until 2999-01-31 is new: it counts only after merge" in found.notes


def test_a_waiver_of_the_base_holds_and_moves_with_what_it_waives(repo):
    comment = '  # plimsoll:waive cluster-has-insights reason="accepted"\n'
    repo.base(a_yaml=template(cluster(), cluster("Second", before=comment)))
    repo.write(a_yaml=template(cluster()), b_yaml=template(cluster("Second", before=comment)))
    repo.commit()
    found = repo.scan("--base", "main", "--fail-on", "new")

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Second": "unchanged waived"}
    assert "counts only after merge" not in found.notes


def test_a_waiver_that_is_copied_to_another_resource_does_not_hold(repo):
    comment = '  # plimsoll:waive cluster-has-insights reason="accepted"\n'
    repo.base(a_yaml=template(cluster(before=comment)))
    repo.write(b_yaml=template(cluster(before=comment)))
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "unchanged waived", "b.yaml#Cluster": "new"}
    assert "for b.yaml#Cluster is new" in found.notes


def test_a_change_cannot_declare_types_closed(repo):
    """`closed` makes absence definite: what it would turn from unknown to pass stays unknown."""
    repo.base(a_yaml=SOUND)
    repo.write(plimsoll_yaml="closed: [AWS::CloudTrail::Trail]\n")
    found = repo.scan("--base", "main", "--select", "cloudtrail-enabled", own=False)

    assert found.report["header"]["closed"] == []
    assert "plimsoll.yaml changes closed" in found.notes


def test_a_change_cannot_weaken_the_policies_of_its_repository(repo, tmp_path):
    repo.files({"rules/cluster-has-insights.yaml": POLICY, "plimsoll.yaml": "policies: [rules]\n", "a.yaml": SOUND})
    repo.base()
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    weak = POLICY.replace("any(ClusterSettings, &Name == 'containerInsights' && Value != 'disabled')", "`true`")
    repo.files({"a.yaml": BROKEN, "rules/cluster-has-insights.yaml": weak})
    found = repo.scan("--base", "main", own=False)
    named = repo.run("scan", "a.yaml", "--policies", "rules", "--no-builtin", "--config", str(tmp_path / "empty.yaml"), "--base", "main")

    assert found.states["a.yaml#Cluster"] == "new"
    assert "rules/cluster-has-insights.yaml is a policy file that changes" in found.notes
    assert named.returncode == 1 and "1 new" in named.stdout


def test_a_change_cannot_hide_files_with_an_ignore_file(repo):
    repo.base(a_yaml=SOUND)
    repo.files({".gitignore": "*.yaml\n", "a.yaml": BROKEN})
    repo.commit()
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "new"}
    assert ".gitignore changes" in found.notes


def test_a_broken_configuration_of_the_change_is_told_and_does_not_stop_it(repo):
    repo.base(a_yaml=BROKEN)
    repo.write(plimsoll_yaml="nonsense: 1\n")
    found = repo.scan("--base", "main")

    assert found.states == {"a.yaml#Cluster": "unchanged"}
    assert 'unknown option "nonsense"' in found.notes
