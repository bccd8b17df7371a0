// Checks a log of Mithaq with nothing of Mithaq: Go's own sumdb/note and sumdb/tlog, unmodified.
//
//	mithaq-check FOLDER VKEY [PROOFS]
//
// FOLDER holds the published files. PROOFS holds proofs that the service made, one a line:
//
//	inclusion INDEX HASH...      that the entry is in the checkpoint's tree
//	consistency SIZE ROOT HASH... that the tree of that size is a beginning of it
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// tiles reads tiles where C2SP tlog-tiles puts them; Go's own layout differs in the path alone.
type tiles struct {
	folder string
	read   int
}

func (t *tiles) Height() int { return height }

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
		data, err := os.ReadFile(filepath.Join(t.folder, "tile", path))
		if err != nil {
			return nil, err
		}
		t.read++
		all = append(all, data)
	}
	return all, nil
}

func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// entry takes one entry out of its bundle.
func entry(folder string, index, size int64) ([]byte, error) {
	bundle := tlog.Tile{H: height, L: -1, N: index / 256, W: 256}
	if rest := size - bundle.N*256; rest < 256 {
		bundle.W = int(rest)
	}
	path := strings.TrimPrefix(bundle.Path(), fmt.Sprintf("tile/%d/data/", height))
	data, err := os.ReadFile(filepath.Join(folder, "tile/entries", path))
	if err != nil {
		return nil, err
	}
	for i := int64(0); len(data) >= 2; i++ {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			break
		}
		if i == index%256 {
			return data[2 : 2+length], nil
		}
		data = data[2+length:]
	}
	return nil, fmt.Errorf("the bundle of entry %d is cut short", index)
}

func check(args []string) (string, error) {
	folder, vkey := args[0], args[1]
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return "", err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return "", err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		return "", fmt.Errorf("not a checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return "", err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return "", err
	}
	// This reader believes no tile that does not lead to the signed root.
	reader := &tiles{folder: folder}
	hashes := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, reader)
	proved := 0
	for index := int64(0); index < size; index++ {
		if size > 2000 && index%(size/1000) != 0 && index != size-1 {
			continue
		}
		proof, err := tlog.ProveRecord(size, index, hashes)
		if err != nil {
			return "", fmt.Errorf("prove entry %d: %w", index, err)
		}
		text, err := entry(folder, index, size)
		if err != nil {
			return "", err
		}
		if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(text)); err != nil {
			return "", fmt.Errorf("entry %d: %w", index, err)
		}
		proved++
	}
	inclusion, consistency := 0, 0
	if len(args) > 2 {
		proofs, err := os.ReadFile(args[2])
		if err != nil {
			return "", err
		}
		for number, line := range strings.Split(strings.TrimSpace(string(proofs)), "\n") {
			fields := strings.Fields(line)
			if len(fields) < 2 {
				return "", fmt.Errorf("line %d is no proof", number+1)
			}
			n, err := strconv.ParseInt(fields[1], 10, 64)
			if err != nil {
				return "", err
			}
			var given []tlog.Hash
			for _, field := range fields[2:] {
				hash, err := tlog.ParseHash(field)
				if err != nil {
					return "", err
				}
				given = append(given, hash)
			}
			switch {
			case fields[0] == "inclusion":
				text, err := entry(folder, n, size)
				if err != nil {
					return "", err
				}
				err = tlog.CheckRecord(tlog.RecordProof(given), size, root, n, tlog.RecordHash(text))
				if err != nil {
					return "", fmt.Errorf("inclusion of %d: %w", n, err)
				}
				inclusion++
			case fields[0] == "consistency" && len(given) > 0:
				if err := tlog.CheckTree(tlog.TreeProof(given[1:]), size, root, n, given[0]); err != nil {
					return "", fmt.Errorf("consistency with %d: %w", n, err)
				}
				consistency++
			default:
				return "", fmt.Errorf("line %d is no proof", number+1)
			}
		}
	}
	return fmt.Sprintf("OK %s size %d: %d entries proved from tiles, %d inclusion and %d consistency proofs hold",
		lines[0], size, proved, inclusion, consistency), nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: mithaq-check FOLDER VKEY [PROOFS]")
		os.Exit(2)
	}
	said, err := check(os.Args[1:])
	if err != nil {
		fmt.Println("FAULT", err)
		os.Exit(3)
	}
	fmt.Println(said)
}
