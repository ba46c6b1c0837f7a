package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.FindingJson;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.store.CaseRow;
import dev.plainsight.store.CaseTables;
import dev.plainsight.store.FindingRow;
import dev.plainsight.store.FindingTables;
import dev.plainsight.store.Table;
import java.io.Serializable;

/** What is concluded from events, in versions, and where each version is kept. */
interface Conclusion<T, R> extends Serializable {
  Conclusion<Finding, FindingRow> FINDINGS = new Findings();
  Conclusion<Case, CaseRow> CASES = new OpenedCases();

  String id(T version);

  int version(T version);

  R row(T version, long foundAt);

  Class<R> rowType();

  Table<R> table(R row);

  /** The topic that tells of it too; empty: none. */
  String topic();

  String key(R row);

  String json(R row);

  /** By purpose in the store, and on their topic. */
  record Findings() implements Conclusion<Finding, FindingRow> {
    @Override
    public String id(Finding finding) {
      return finding.id();
    }

    @Override
    public int version(Finding finding) {
      return finding.version();
    }

    @Override
    public FindingRow row(Finding finding, long foundAt) {
      return new FindingRow(finding, foundAt);
    }

    @Override
    public Class<FindingRow> rowType() {
      return FindingRow.class;
    }

    @Override
    public Table<FindingRow> table(FindingRow row) {
      return FindingTables.of(row.finding().purpose());
    }

    @Override
    public String topic() {
      return Topics.FINDINGS;
    }

    @Override
    public String key(FindingRow row) {
      return row.finding().person();
    }

    @Override
    public String json(FindingRow row) {
      return FindingJson.write(row.finding());
    }
  }

  /** In the store only: who reads the topic has the findings, and cases of its own. */
  record OpenedCases() implements Conclusion<Case, CaseRow> {
    @Override
    public String id(Case opened) {
      return opened.id();
    }

    @Override
    public int version(Case opened) {
      return opened.version();
    }

    @Override
    public CaseRow row(Case opened, long foundAt) {
      return new CaseRow(opened, foundAt);
    }

    @Override
    public Class<CaseRow> rowType() {
      return CaseRow.class;
    }

    @Override
    public Table<CaseRow> table(CaseRow row) {
      return CaseTables.CASES;
    }

    @Override
    public String topic() {
      return "";
    }

    @Override
    public String key(CaseRow row) {
      return row.opened().subject().key();
    }

    @Override
    public String json(CaseRow row) {
      throw new UnsupportedOperationException("cases have no topic");
    }
  }
}
