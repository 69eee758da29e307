#!/usr/bin/env python3
"""Reads a model file by docs/formats.md alone, checks it and prints it as JSON.

It shares nothing with the program: what it reads is what the page says. With a second argument it
also compares the model with a folder that `sapor export --format npy` made of it (needs numpy).

usage: build-tests/read_model.py MODEL [FOLDER]
"""
import json
import struct
import sys
from pathlib import Path


def crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


TABLE = crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283


def align(offset):
    return (offset + 63) // 64 * 64


def sections(file):
    assert file[:8] == bytes.fromhex("895341504F520D0A"), "magic"
    major, minor, kind, count, zero, length, table_crc = struct.unpack_from("<HHIIIQI", file, 8)
    assert (major, kind, zero, length) == (1, 1, 0, len(file)) and not any(file[36:60]), "header"
    assert crc32c(file[:60]) == struct.unpack_from("<I", file, 60)[0], "header checksum"
    offset = align(64 + 32 * count)
    assert crc32c(file[64:offset]) == table_crc, "table checksum"
    found = {}
    for i in range(count):
        name, index, start, size, _, crc = struct.unpack_from("<4sIQQII", file, 64 + 32 * i)
        assert start == offset, "offset"
        end, offset = start + size, align(start + size)
        assert crc32c(file[start:offset]) == crc and not any(file[end:offset]), name
        found[name.decode(), index] = file[start:end]
    assert offset == len(file), "length"
    return {name: payload for (name, index), payload in found.items() if index == 0}


def array(payload):
    rows, columns, kind = struct.unpack_from("<QII", payload)
    assert len(payload) == 64 + 4 * rows * columns
    flat = struct.unpack_from("<%d%s" % (rows * columns, {1: "f", 2: "i"}[kind]), payload, 64)
    return [list(flat[i * columns : (i + 1) * columns]) for i in range(rows)]


def texts(payload):
    count, size = struct.unpack_from("<QQ", payload)
    offsets = struct.unpack_from("<%dQ" % (count + 1), payload, 64)
    blob = payload[64 + 8 * (count + 1) :]
    assert len(blob) == size == offsets[-1]
    return [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]


def sparse(payload):
    rows, entries, columns = struct.unpack_from("<QQI", payload)
    offsets = struct.unpack_from("<%dQ" % (rows + 1), payload, 64)
    at = 64 + 8 * (rows + 1)
    items = struct.unpack_from("<%dI" % entries, payload, at)
    values = struct.unpack_from("<%df" % entries, payload, at + 4 * entries)
    assert len(payload) == at + 8 * entries and all(item < columns for item in items)
    return [list(zip(items[a:b], values[a:b])) for a, b in zip(offsets, offsets[1:])]


class Values:
    """Single values, one after another."""

    def __init__(self, payload):
        self.payload, self.at = payload, 0

    def number(self, code):
        (value,) = struct.unpack_from("<" + code, self.payload, self.at)
        self.at += struct.calcsize("<" + code)
        return value

    def text(self):
        size = self.number("I")
        self.at += size
        return self.payload[self.at - size : self.at].decode()


def record(payload):
    values = Values(payload)
    result = {
        "algorithm": values.text(),
        "seed": values.number("q"),
        "dataDigest": values.text(),
        "interactions": values.number("Q"),
        "parameters": {values.text(): values.text() for _ in range(values.number("I"))},
        "epochs": [[values.number(c) for c in "IIddd"] for _ in range(values.number("I"))],
    }
    assert values.at == len(payload)
    return result


def model(file):
    found = sections(file)
    goal, users, items, factors, mean, low, high, zero = struct.unpack("<IIIIfffI", found["MODL"])
    result = {"goal": goal, "mean": mean, "range": [low, high], "record": record(found["RECD"])}
    for name, rows in (("UIDS", users), ("IIDS", items)):
        result[name] = texts(found[name])
        encoded = [text.encode() for text in result[name]]
        assert len(encoded) == rows and encoded == sorted(set(encoded)), name
    for name, rows, columns in (
        ("UCNT", users, 1),
        ("ICNT", items, 1),
        ("UBIA", users, 1),
        ("IBIA", items, 1),
        ("UFAC", users, factors),
        ("IFAC", items, factors),
    ):
        result[name] = array(found[name])
        assert len(result[name]) == rows and all(len(r) == columns for r in result[name]), name
    if "CATI" in found:
        rows, columns = struct.unpack_from("<QI", found["CATI"])
        result["CATI"] = texts(found["CATI"][64:])
        assert rows == items and len(result["CATI"]) == columns * (rows + 1)
    if "HIST" in found:
        result["HIST"] = sparse(found["HIST"])
        assert len(result["HIST"]) == users
    return result


def compare(read, folder):
    import numpy

    for name, section in (("user_factors", "UFAC"), ("item_factors", "IFAC")):
        exported = numpy.load(folder / (name + ".npy"), allow_pickle=False)
        assert exported.dtype == numpy.dtype("<f4") and exported.flags.c_contiguous, name
        assert numpy.array_equal(exported, numpy.array(read[section], "<f4")), name
    for name, section in (("user_biases", "UBIA"), ("item_biases", "IBIA")):
        exported = numpy.load(folder / (name + ".npy"), allow_pickle=False)
        assert numpy.array_equal(exported, numpy.array(read[section], "<f4")[:, 0]), name
    for name, section in (("users.txt", "UIDS"), ("items.txt", "IIDS")):
        lines = (folder / name).read_bytes().decode().split("\n")
        assert lines == read[section] + [""], name
    described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert numpy.float32(described["globalMean"]) == numpy.float32(read["mean"])
    assert described["hyperParameters"] == read["record"]["parameters"]


if __name__ == "__main__":
    result = model(Path(sys.argv[1]).read_bytes())
    if len(sys.argv) > 2:
        compare(result, Path(sys.argv[2]))
    json.dump(result, sys.stdout, ensure_ascii=True)
    print()
