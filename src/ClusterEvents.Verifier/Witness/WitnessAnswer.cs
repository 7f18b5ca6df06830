namespace ClusterEvents.Verifier.Witness;

/// <summary>The response of a witness (C2SP tlog-witness).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The cosignature, the size last cosigned, or an error message.</param>
/// <param name="ContentType">The media type of the body.</param>
internal sealed record WitnessAnswer(int Status, string Body, string ContentType = "text/plain")
{
    public static WitnessAnswer Cosigned(string line) => new(200, line);

    public static WitnessAnswer Malformed(string why) => new(400, why + "\n");

    public static WitnessAnswer NotSigned(string why) => new(403, why + "\n");

    public static WitnessAnswer UnknownLog => new(404, "This witness does not watch that log.\n");

    public static WitnessAnswer Knows(long size) => new(409, $"{size}\n", "text/x.tlog.size");

    public static WitnessAnswer BadProof =>
        new(422, "The proof does not show that the new tree extends the one that was cosigned.\n");
}
