#!/usr/bin/env python3
"""What the figures must be after one of the four files of deploy/mappings has been replayed.

    expected.py FILE.csv > expected.tsv

Works it out from the file by itself: it reads no mapping and shares no code with what sends, stores or counts. Columns:
kind, unit, day (local, in Asia/Ho_Chi_Minh), topic or service ("-" for volunteers), number of reports, and the sum of
their learners or citizens. The last line, to the standard error, is what was left out and the totals.
"""
import collections, csv, datetime, os, re, sys, zlib

HERE = os.path.dirname(os.path.realpath(__file__))
UNITS = os.path.join(HERE, "../../common-events/src/main/resources/vn/bdhvs/unit/binh-duong-units.csv")
COMMUNES = sorted(u["code"] for u in csv.DictReader(open(UNITS, encoding="utf-8")) if u["kind"] in ("phuong", "xa", "thi-tran") and u["valid_to"] == "2025-07-01")


def commune(place):
    return COMMUNES[zlib.crc32(place.encode("utf-8")) % len(COMMUNES)]


def moved(date, weeks=0, start=None, days=None):
    day = datetime.date.fromisoformat(date[:10]) + datetime.timedelta(weeks=weeks)
    if start:
        first = datetime.date.fromisoformat(start)
        day = first + datetime.timedelta((day - first).days % days)
    return day.isoformat()


def workshop(row):
    if row["attendance"].strip() == "":
        return "attendance not recorded"
    tags = set(row["tag_name"].split(","))
    topic = ("san-choi-khoa-hoc" if "WiSE" in tags else "ky-nang-phan-mem" if "SWC" in tags
             else "tin-hoc-co-ban" if "DC" in tags else "chuyen-doi-so-co-ban" if "TTT" in tags else "nen-tang-so")
    day = moved(row["start_date"], start="2025-03-01", days=21)
    return "class", commune(row["host_name"].strip()), day, topic, int(row["attendance"])


def instructor(row):
    place = row["country"].strip() or "person " + row["person"].strip()
    return "volunteer", commune(place), moved(row["first_badge_date"], start="2025-03-01", days=21), "-", 1


AGES = {"00": "nen-tang-so", "05": "nen-tang-so", "12": "binh-duong-so", "20": "du-lich-so", "30": "nong-nghiep-so",
        "40": "cai-cach-hanh-chinh", "50": "thanh-toan-so", "60": "dich-vu-cong-truc-tuyen",
        "70": "cong-dich-vu-cong", "80": "dinh-danh-muc-2", "90": "chu-ky-so-ca-nhan"}


def vaccination(row):
    people = int(row["m"]) + int(row["f"])
    if people == 0:
        return "nobody reached"
    day = moved(row["data"], weeks=-20, start="2024-05-01", days=322)
    return "assist", commune(row["area"] + " " + row["eta"]), day, AGES[row["eta"][:2]], people


SUBJECTS = {"Public Works": "dich-vu-cong-truc-tuyen", "Inspectional": "cong-dich-vu-cong",
            "Transportation": "binh-duong-so", "Mayor": "cai-cach-hanh-chinh", "Parks": "du-lich-so",
            "Animal": "nong-nghiep-so", "Civil Rights": "dinh-danh-muc-2", "Boston Water": "thanh-toan-so",
            "Disability": "chu-ky-so-ca-nhan"}


def request(row):
    ward, area = re.search(r"\d+", row["ward"]), row["neighborhood"].strip()
    if not ward and not area:
        return "no place"
    if row["closed_dt"] and row["closed_dt"] < row["open_dt"]:
        return "closed before opened"
    place = "Ward %d" % int(ward.group()) if ward else area
    service = next((s for start, s in SUBJECTS.items() if row["subject"].startswith(start)), "nen-tang-so")
    return "assist", commune(place), moved(row["open_dt"], weeks=516), service, 1


SETS = {"slug": workshop, "person": instructor, "data": vaccination, "case_enquiry_id": request}


def main(path):
    reports, sums, left_out = collections.Counter(), collections.Counter(), collections.Counter()
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        rule = SETS[rows.fieldnames[0]]
        for row in rows:
            result = rule(row)
            if isinstance(result, str):
                left_out[result] += 1
            else:
                reports[result[:4]] += 1
                sums[result[:4]] += result[4]
    print("kind", "unit", "day", "code", "n", "sum", sep="\t")
    for cell in sorted(reports):
        print(*cell, reports[cell], sums[cell], sep="\t")
    print(f"{sum(reports.values())} reports, sum {sum(sums.values())}, {len(reports)} cells, "
          f"{sum(left_out.values())} left out {dict(left_out)}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
