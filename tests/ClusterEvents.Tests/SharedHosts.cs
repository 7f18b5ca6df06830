using ClusterEvents.Tests.Auditing;
using ClusterEvents.Tests.Exchange.Sheets;
using ClusterEvents.Tests.Recording;
using ClusterEvents.Tests.SignIn;
using ClusterEvents.Tests.Timelines;
using ClusterEvents.Tests.Timelines.Feeds;
using Xunit;

namespace ClusterEvents.Tests;

// Hosts that several classes share. The classes of one collection run one after another, beside other collections. A
// class belongs here that only reads, or that records on streams of its own and asks for nothing but those; whatever
// counts, pages or alters a whole record, or changes who is a member, has a host of its own.

/// <summary>Classes that only read the seeds.</summary>
[CollectionDefinition]
public sealed class OnSeeds : ICollectionFixture<SeededApp>;

/// <summary>Classes that ask a service with an empty record what it is like.</summary>
[CollectionDefinition]
public sealed class OnEmptyRecord : ICollectionFixture<EmptyApp>;

/// <summary>Classes about the rules of one kind of stream.</summary>
[CollectionDefinition]
public sealed class OnOwnStreams : ICollectionFixture<EstablishedApp>;

/// <summary>Classes that import spreadsheets beside the seeds.</summary>
[CollectionDefinition]
public sealed class OnSheets : ICollectionFixture<SeededApp>, ICollectionFixture<TemplateTests.Other>;

/// <summary>Classes that correct, retract and reinstate entries of their own.</summary>
[CollectionDefinition]
public sealed class OnOwnEntries : ICollectionFixture<EstablishedApp>;

/// <summary>Classes that read what feeds may stumble over.</summary>
[CollectionDefinition]
public sealed class OnFeeds : ICollectionFixture<FeedApp>;

/// <summary>Classes that measure what questions read of two thousand directives.</summary>
[CollectionDefinition]
public sealed class OnManyDirectives : ICollectionFixture<ListCostTests.App>;

/// <summary>Classes that check a sealed log, and leave it as it is.</summary>
[CollectionDefinition]
public sealed class OnSealedLog : ICollectionFixture<SealedApp>;

/// <summary>Classes that alter a sealed record and restore it.</summary>
[CollectionDefinition]
public sealed class OnAlteredStore : ICollectionFixture<SealedApp>;

/// <summary>Classes that send what no program should send, and count what was recorded of it.</summary>
[CollectionDefinition]
public sealed class OnOddInput : ICollectionFixture<EstablishedApp>;

/// <summary>Classes that ask for parts of one timeline.</summary>
[CollectionDefinition]
public sealed class OnQueriedTimelines : ICollectionFixture<QueriedApp>;

/// <summary>Classes that record by the forms of pages.</summary>
[CollectionDefinition]
public sealed class OnForms : ICollectionFixture<EstablishedApp>, ICollectionFixture<OtherEstablishedApp>;

/// <summary>Classes that run commands on the store that the seed command filled.</summary>
[CollectionDefinition]
public sealed class OnSeededStore : ICollectionFixture<CommandTests.Seeded>;

/// <summary>Classes that sign in to pages at an issuer.</summary>
[CollectionDefinition]
public sealed class OnSignedInSite : ICollectionFixture<SignedInSite>;
