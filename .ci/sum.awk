# The sum of a test run: awk -f .ci/sum.awk RS='\n' LOG... RS='<' REPORT...
# LOG is ctest's verbose output: "7: 3 passed, 0 failed" is what program 7 says of itself; one that says nothing counts
# as one test. REPORT is xunit's XML, read tag by tag. Names what was skipped and why, then prints the sum.

function attribute(name) {
    if (!match($0, " " name "=\"[^\"]*\"")) return ""
    return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
}

function plain(text) {
    gsub(/\\&quot;|&quot;/, "\"", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&#xA;|\n/, " ", text)
    gsub(/&apos;/, "'", text); gsub(/&amp;/, "\\&", text)
    return text
}

RS == "\n" && /^ *[0-9]+: +[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ {
    program = FILENAME ":" ($1 + 0)
    said[program] = 1
    passed += $2; failed += $4; skipped += $6
    failures[program] += $4
}

RS == "\n" && /Test +#[0-9]+: / {
    match($0, /#[0-9]+/)
    program = FILENAME ":" substr($0, RSTART + 1, RLENGTH - 1)
    if (/\*\*\*Skipped/) { skipped++; print "skipped " $4 ": its exit code says so" }
    else if (/\*\*\*/) { if (!failures[program]) failed++ }
    else if (/ Passed /) { if (!said[program]) passed++ }
}

RS == "<" && /^assembly / { passed += attribute("passed"); failed += attribute("failed") + attribute("errors"); skipped += attribute("skipped") }
RS == "<" && /^test / { name = attribute("result") == "Skip" ? attribute("name") : "" }
RS == "<" && /^reason>/ && name != "" { print "skipped " plain(name) ": " plain(substr($0, 8)) }

END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }
